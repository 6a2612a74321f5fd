using System.Globalization;
using System.Numerics;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>Validates a regular expression like Python's <c>regex</c> module, with the same error messages.</summary>
/// <remarks>
/// Not supported: the flags <c>x</c> and <c>V1</c>, which change the syntax, and fuzzy constraints, which are read as text
/// (<c>{e&lt;=1}</c>). Any character name is accepted, but only common properties.
/// </remarks>
internal sealed class PatternSyntax
{
    private const string Nothing = "";

    private static readonly BigInteger MostRepeats = uint.MaxValue;

    private static readonly string[] Properties =
    [
        "ALNUM", "ALPHA", "ALPHABETIC", "ANY", "ASCII", "ASSIGNED", "BLANK", "CNTRL", "DIGIT", "GRAPH", "LOWER", "LOWERCASE",
        "PRINT", "PUNCT", "SPACE", "UPPER", "UPPERCASE", "WHITESPACE", "WORD", "XDIGIT", "LATIN", "GREEK", "CYRILLIC", "HAN",
        "ARABIC", "HEBREW", "HIRAGANA", "KATAKANA",
    ];

    private readonly string[] _letters;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<int> _open = [];
    private readonly List<(string Group, string Words, int Lowest, int Position)> _references = [];
    private int _at;
    private int _groups;

    private PatternSyntax(string pattern) => _letters = [.. pattern.EnumerateRunes().Select(rune => rune.ToString())];

    private bool IsAtEnd => _at == _letters.Length;

    /// <summary>Returns the error of a pattern; null if it is valid.</summary>
    public static string? ErrorOf(string pattern)
    {
        var syntax = new PatternSyntax(pattern);
        try
        {
            syntax.ParsePattern();
            return null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    private void ParsePattern()
    {
        ParseBranches();
        if (!IsAtEnd)
        {
            throw Error("unbalanced parenthesis");
        }

        foreach ((string group, string words, int lowest, int position) in _references)
        {
            if (!int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && !_names.TryGetValue(group, out number))
            {
                throw Error(words is "unknown group" ? "invalid group reference" : "unknown group", position);
            }

            if (number < lowest || number > _groups)
            {
                throw Error(words, position);
            }
        }
    }

    private void ParseBranches()
    {
        do
        {
            ParseSequence();
        }
        while (TryTake("|"));
    }

    private void ParseSequence()
    {
        (bool hasElement, bool isFirst) = (false, true);
        while (!IsAtEnd && _letters[_at] is not ("|" or ")"))
        {
            int start = _at;
            string letter = Next();
            if (letter is "?" or "*" or "+" || (letter is "{" && IsLimit()))
            {
                if (!hasElement)
                {
                    throw Error(isFirst ? "nothing to repeat" : "multiple repeat", start);
                }

                _ = TryTake("?") || TryTake("+");
                hasElement = false;
            }
            else
            {
                // A flag or a comment is not an element: a quantifier after it applies to the element before it.
                hasElement |= letter switch
                {
                    "\\" => Escape(inSet: false) is var _,
                    "(" => Parenthesis(),
                    "[" => Set(),
                    _ => true,
                };
            }

            isFirst &= !hasElement;
        }
    }

    /// <summary>
    /// Reads a quantifier such as <c>{2,3}</c>. If the brace does not start one, nothing is read, and the brace is literal.
    /// </summary>
    private bool IsLimit()
    {
        int start = _at;
        string least = Digits();
        bool isRange = TryTake(",");
        string most = isRange ? Digits() : least;
        if ((!isRange && least is "") || !TryTake("}"))
        {
            _at = start;
            return false;
        }

        BigInteger low = least is "" ? 0 : BigInteger.Parse(least, CultureInfo.InvariantCulture);
        BigInteger? high = most is "" ? null : BigInteger.Parse(most, CultureInfo.InvariantCulture);
        return low >= MostRepeats || high >= MostRepeats ? throw Error("repeat count too big", start)
            : low > high ? throw Error("min repeat greater than max repeat", start)
            : true;
    }

    /// <returns>Whether it is an element, not a flag or a comment.</returns>
    private bool Parenthesis()
    {
        if (TryTake("?"))
        {
            return Extension();
        }

        int start = _at;
        if (TryTake("*"))
        {
            int word = _at;
            string verb = While(letter => letter is not (")" or ">"));
            if (verb.Length > 0 && char.IsLetter(verb[0]))
            {
                if (verb is not ("FAIL" or "F" or "PRUNE" or "SKIP"))
                {
                    throw Error("unknown verb", word);
                }

                Expect(")");
                return true;
            }

            _at = start;
        }

        Group(null);
        return true;
    }

    private bool Extension()
    {
        int start = _at;
        switch (Next())
        {
            case "<" when TryTake("=") || TryTake("!"):
            case "=" or "!" or ">":
                ParseBranches();
                Expect(")");
                return true;
            case "<":
                Group(Name(allowNumber: false));
                return true;
            case "P":
                Named();
                return true;
            case "#":
                Comment();
                return false;
            case "(":
                Conditional();
                return true;
            case "|":
                CommonNumbers();
                return true;
            case "R":
                Refer("0", "unknown group", 0, start);
                return true;
            case [>= '0' and <= '9', ..] and var digit:
                Refer(digit + Digits(), "unknown group", 0, start);
                return true;
            case "&":
                Refer(Name(allowNumber: false), "unknown group", 0, start);
                return true;
            case "+" or "-" when Peek() is [>= '0' and <= '9', ..]:
                _at--;
                RelativeCall(start);
                return true;
            default:
                _at = start;
                return Flags();
        }
    }

    private void RelativeCall(int start)
    {
        bool isForward = Next() is "+";
        int offset = int.Parse(Digits(), CultureInfo.InvariantCulture);
        int group = isForward ? _groups + offset : _groups - offset + 1;
        if (group <= 0)
        {
            throw Error("invalid relative group number");
        }

        Refer(group.ToString(CultureInfo.InvariantCulture), "unknown group", 0, start);
    }

    private void Refer(string group, string words, int lowest, int position)
    {
        Expect(")");
        _references.Add((group, words, lowest, position));
    }

    private void Named()
    {
        int start = _at;
        switch (Next())
        {
            case "<":
                Group(Name(allowNumber: false));
                break;
            case "=":
                string name = Name(allowNumber: true);
                Expect(")");
                ThrowIfOpen(name, start);
                _references.Add((name, "invalid group reference", 1, start));
                break;
            case ">" or "&":
                Refer(Name(allowNumber: false), "unknown group", 0, start);
                break;
            default:
                throw Error("unknown extension", start);
        }
    }

    private void Group(string? name)
    {
        int number = name is not null && _names.TryGetValue(name, out int known) ? known : ++_groups;
        if (name is not null)
        {
            _names[name] = number;
            Expect(">");
        }

        _open.Add(number);
        ParseBranches();
        Expect(")");
        _open.RemoveAt(_open.Count - 1);
    }

    private void Comment()
    {
        while (!IsAtEnd && _letters[_at] is not ")")
        {
            if (Next() is "\\")
            {
                Next();
            }
        }

        Expect(")");
    }

    private void Conditional()
    {
        int start = _at;
        if (TryTake("?"))
        {
            bool isLook = TryTake("=") || TryTake("!") || (TryTake("<") && (TryTake("=") || TryTake("!")));
            if (!isLook)
            {
                throw Error("expected lookaround conditional", start);
            }

            ParseBranches();
            Expect(")");
        }
        else
        {
            string group = Name(allowNumber: true);
            Expect(")");
            if (group is not "DEFINE")
            {
                _references.Add((group, "invalid group reference", 0, start));
            }
        }

        ParseSequence();
        if (TryTake("|"))
        {
            ParseSequence();
        }

        Expect(")");
    }

    private void CommonNumbers()
    {
        (int before, int most) = (_groups, 0);
        do
        {
            _groups = before;
            ParseSequence();
            most = Math.Max(most, _groups);
        }
        while (TryTake("|"));
        _groups = most;
        Expect(")");
    }

    /// <returns>Whether the flags belong to a group, which is an element.</returns>
    private bool Flags()
    {
        const string global = "bepr01";
        string on = FlagSet();
        string off = Nothing;
        if (TryTake("-"))
        {
            off = FlagSet();
            if (off is "")
            {
                throw Error("bad inline flags: no flags after '-'");
            }
        }

        if (off.Any(global.Contains))
        {
            throw Error("bad inline flags: cannot turn off global flag");
        }

        if (on.Intersect(off).Any())
        {
            throw Error("bad inline flags: flag turned on and off");
        }

        if (TryTake(":"))
        {
            ParseBranches();
            Expect(")");
            return true;
        }

        return TryTake(")") ? false : throw Error("unknown extension");
    }

    private string FlagSet()
    {
        var flags = new StringBuilder();
        while (!IsAtEnd)
        {
            if (_letters[_at] is "V" && _letters.ElementAtOrDefault(_at + 1) is "0" or "1")
            {
                flags.Append(_letters[_at + 1]);
                _at += 2;
            }
            else if ("abefiLmprsuwx".Contains(_letters[_at], StringComparison.Ordinal))
            {
                flags.Append(Next());
            }
            else
            {
                break;
            }
        }

        return flags.ToString();
    }

    private bool Set()
    {
        TryTake("^");
        do
        {
            Member();
        }
        while (!TryTake("]"));
        return true;
    }

    private void Member()
    {
        if (Item() is not { } first || !TryTake("-"))
        {
            return;
        }

        if (Peek() is "]")
        {
            return;
        }

        if (Item() is { } last && first > last)
        {
            throw Error("bad character range");
        }
    }

    /// <returns>The character; null for a character class.</returns>
    private int? Item()
    {
        if (TryTake("\\"))
        {
            return Escape(inSet: true);
        }

        if (IsClass())
        {
            return null;
        }

        return IsAtEnd ? throw Error("unterminated character set") : Rune.GetRuneAt(Next(), 0).Value;
    }

    private bool IsClass()
    {
        int start = _at;
        if (TryTake("[") && TryTake(":"))
        {
            TryTake("^");
            string name = PropertyName();
            if (TryTake(":") && TryTake("]"))
            {
                RequireKnownProperty(name);
                return true;
            }
        }

        _at = start;
        return false;
    }

    /// <returns>The character; null for any other escape.</returns>
    private int? Escape(bool inSet)
    {
        if (IsAtEnd)
        {
            throw Error("bad escape (end of pattern)");
        }

        string letter = Next();
        return letter switch
        {
            "x" => Hexadecimal(letter, 2),
            "u" => Hexadecimal(letter, 4),
            "U" => Hexadecimal(letter, 8),
            "g" when !inSet => GroupReference(),
            "L" when !inSet => StringSet(),
            "N" => CharacterName(),
            "p" or "P" => Property(letter),
            "A" or "b" or "B" or "G" or "K" or "m" or "M" or "R" or "X" or "z" or "Z" when !inSet => null,
            "d" or "D" or "h" or "s" or "S" or "w" or "W" => null,
            "a" => '\a',
            "b" => '\b',
            "f" => '\f',
            "n" => '\n',
            "r" => '\r',
            "t" => '\t',
            "v" => '\v',
            [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z')] => throw Error($"bad escape \\{letter}"),
            [>= '0' and <= '9'] => inSet || letter is "0" ? Octal(letter) : NumberedReference(letter),
            _ => Rune.GetRuneAt(letter, 0).Value,
        };
    }

    private int Hexadecimal(string escape, int length)
    {
        int start = _at;
        var digits = new StringBuilder();
        while (digits.Length < length)
        {
            if (Peek() is not [var digit] || !char.IsAsciiHexDigit(digit))
            {
                throw Error($"incomplete escape \\{escape}{digits}", start);
            }

            digits.Append(Next());
        }

        uint value = uint.Parse(digits.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return value < 0x110000 ? (int)value : throw Error($"bad hex escape \\{escape}{digits}", start);
    }

    private int Octal(string first)
    {
        string digits = first;
        while (digits.Length < 3 && Peek() is [>= '0' and <= '7'])
        {
            digits += Next();
        }

        return digits.All(digit => digit <= '7') ? Convert.ToInt32(digits, 8)
            : digits[0] <= '7' ? throw Error($"incomplete escape \\{digits}")
            : throw Error($"bad escape \\{digits[0]}");
    }

    private int? NumberedReference(string first)
    {
        string digits = first;
        if (Peek() is [>= '0' and <= '9'])
        {
            digits += Next();
            if (digits.All(digit => digit <= '7') && Peek() is [>= '0' and <= '7'])
            {
                return Convert.ToInt32(digits + Next(), 8) & 0x1ff;
            }
        }

        ThrowIfOpen(digits, _at);
        _references.Add((digits, "invalid group reference", 1, _at));
        return null;
    }

    /// <summary>Reads a reference to a group. If it is malformed, <c>\g</c> is the letter g.</summary>
    private int? GroupReference()
    {
        int start = _at;
        try
        {
            Expect("<");
            int position = _at;
            string name = Name(allowNumber: true);
            Expect(">");
            ThrowIfOpen(name, _at);
            _references.Add((name, "invalid group reference", 1, position));
            return null;
        }
        catch (FormatException)
        {
            _at = start;
            return 'g';
        }
    }

    private int? StringSet()
    {
        Expect("<");
        Name(allowNumber: true);
        Expect(">");
        throw Error("undefined named list");
    }

    private int? CharacterName()
    {
        int start = _at;
        if (TryTake("{") && While(letter => char.IsAsciiLetterOrDigit(letter[0]) || letter is " " or "-") is not "" && TryTake("}"))
        {
            return null;
        }

        _at = start;
        return 'N';
    }

    private int? Property(string letter)
    {
        int start = _at;
        if (TryTake("{"))
        {
            TryTake("^");
            string name = PropertyName();
            if (TryTake("}"))
            {
                RequireKnownProperty(name);
                return null;
            }
        }
        else if (Peek() is "C" or "L" or "M" or "N" or "P" or "S" or "Z")
        {
            Next();
            return null;
        }

        _at = start;
        return letter[0];
    }

    private string PropertyName() =>
        While(letter => char.IsAsciiLetterOrDigit(letter[0]) || " &_-.:=".Contains(letter, StringComparison.Ordinal) && letter is not ":");

    private void RequireKnownProperty(string name)
    {
        string plain = string.Concat(name.Where(letter => letter is not ('_' or '-' or ' '))).ToUpperInvariant();
        bool isCategory =
            plain is [('C' or 'L' or 'M' or 'N' or 'P' or 'S' or 'Z')] or [('C' or 'L' or 'M' or 'N' or 'P' or 'S' or 'Z'), _];
        if (!isCategory && !Properties.Contains(plain) && !plain.Contains('=', StringComparison.Ordinal))
        {
            throw Error("unknown property");
        }
    }

    private string Name(bool allowNumber)
    {
        string name = While(letter => letter is not (")" or ">"));
        bool isNumber = name.All(char.IsAsciiDigit);
        return name is "" ? throw Error("missing group name")
            : isNumber && (!allowNumber || BigInteger.Parse(name, CultureInfo.InvariantCulture) == 0)
                ? throw Error("bad character in group name")
            : !isNumber && (char.IsAsciiDigit(name[0]) || !name.All(letter => char.IsLetterOrDigit(letter) || letter == '_'))
                ? throw Error("bad character in group name")
            : name;
    }

    private void ThrowIfOpen(string name, int position)
    {
        int number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
            ? parsed
            : _names.GetValueOrDefault(name, -1);
        if (_open.Contains(number))
        {
            throw Error("cannot refer to an open group", position);
        }
    }

    private string Digits() => While(letter => char.IsAsciiDigit(letter[0]));

    private string While(Func<string, bool> isMeant)
    {
        int start = _at;
        while (!IsAtEnd && isMeant(_letters[_at]))
        {
            _at++;
        }

        return string.Concat(_letters[start.._at]);
    }

    private string Peek() => IsAtEnd ? Nothing : _letters[_at];

    private string Next() => IsAtEnd ? Nothing : _letters[_at++];

    private bool TryTake(string letter)
    {
        if (Peek() != letter)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string letter)
    {
        if (!TryTake(letter))
        {
            throw Error($"missing {letter}");
        }
    }

    private FormatException Error(string words, int? position = null) => new($"{words} at position {position ?? _at}");
}
