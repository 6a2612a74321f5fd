using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Quay.Client.History;

/// <summary>
/// Matches names of tags as Quay's database does: a regular expression that is found anywhere in the name. It accepts only patterns that
/// PostgreSQL, MySQL 8 and .NET interpret alike, because Quay does not report its database.
/// </summary>
internal sealed class AutoPrunePattern
{
    // PostgreSQL rejects larger repetitions.
    private const int MaxRepetition = 255;

    private readonly Regex? _expression;
    private readonly bool _matches;

    private AutoPrunePattern(Regex? expression, bool matches) => (_expression, _matches) = (expression, matches);

    public static bool TryCreate(AutoPrunePolicy policy, [NotNullWhen(true)] out AutoPrunePattern? pattern)
    {
        pattern = null;
        Regex? expression = null;
        if (policy.TagPattern is { } text)
        {
            if (new Translation(text).Run() is not { } translated)
            {
                return false;
            }

            try
            {
                expression = new Regex(
                    translated, RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
            }
            catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
            {
                // The pattern is malformed, or needs too many states.
                return false;
            }
        }

        pattern = new AutoPrunePattern(expression, policy.TagPatternMatches ?? true);
        return true;
    }

    // Determines whether the policy applies to a tag.
    public bool Selects(string tag) => _expression is null || _expression.IsMatch(tag) == _matches;

    // Copies a pattern, and stops at the first construct whose meaning depends on the database.
    private sealed class Translation(string pattern)
    {
        private readonly StringBuilder _text = new();
        private int _at;
        private bool _canRepeat;

        private char Next => _at < pattern.Length ? pattern[_at] : '\0';

        // Returns the pattern for .NET; null if its meaning is uncertain.
        public string? Run()
        {
            while (_at < pattern.Length)
            {
                if (!Element())
                {
                    return null;
                }
            }

            return _text.ToString();
        }

        private bool Element()
        {
            char letter = pattern[_at++];
            switch (letter)
            {
                case '\\':
                    return Escape(inSet: false);
                case '[':
                    return Set();
                case '(':
                    return Group();
                case '*' or '+' or '?':
                    return Repeat(letter.ToString());
                case '{':
                    return Count();
                case ']' or '}':
                    return false;
                case '^' or '|':
                    return Append(letter.ToString(), canRepeat: false);
                case '$':
                    // In .NET, $ also matches before a line feed at the end.
                    return Append("\\z", canRepeat: false);
                case '.' or ')':
                    return Append(letter.ToString(), canRepeat: true);
                default:
                    return IsPlain(letter) && Append(Regex.Escape(letter.ToString()), canRepeat: true);
            }
        }

        private bool Append(string text, bool canRepeat)
        {
            _text.Append(text);
            _canRepeat = canRepeat;
            return true;
        }

        // Lazy and possessive quantifiers, and quantifiers of nothing, differ.
        private bool Repeat(string quantifier) => _canRepeat && Append(quantifier, canRepeat: false);

        private bool Count()
        {
            int end = pattern.IndexOf('}', _at);
            string[] numbers = end < 0 ? [] : pattern[_at..end].Split(',');
            if (numbers is not ([_] or [_, _]) || !IsCount(numbers[0]) || !(numbers[^1].Length == 0 || IsCount(numbers[^1])))
            {
                return false;
            }

            _at = end + 1;
            return Repeat($"{{{string.Join(',', numbers)}}}");
        }

        private bool Group()
        {
            bool isPlain = !pattern.AsSpan(_at).StartsWith("?", StringComparison.Ordinal);
            bool isGroup = isPlain || pattern.AsSpan(_at).StartsWith("?:", StringComparison.Ordinal);
            _at += isPlain ? 0 : 2;
            return isGroup && Append("(?:", canRepeat: false);
        }

        private bool Set()
        {
            bool isNegated = Next == '^';
            _at += isNegated ? 1 : 0;
            _text.Append(isNegated ? "[^" : "[");
            int first = _at;
            do
            {
                // A hyphen elsewhere, and && of MySQL, differ.
                bool isUncertain = Next == '-'
                    ? _at != first && !IsLast(_at)
                    : pattern.AsSpan(_at).StartsWith("&&", StringComparison.Ordinal);
                if (isUncertain || !Member(out bool isLetter))
                {
                    return false;
                }

                if (Next == '-' && !IsLast(_at))
                {
                    _at++;
                    _text.Append('-');
                    if (!isLetter || !Member(out isLetter) || !isLetter)
                    {
                        return false;
                    }
                }
            }
            while (Next != ']');
            _at++;
            return Append("]", canRepeat: true);
        }

        private bool IsLast(int position) => position + 1 < pattern.Length && pattern[position + 1] == ']';

        // Copies a letter or a class of a set. Classes such as [:alpha:] differ.
        private bool Member(out bool isLetter)
        {
            char letter = Next;
            _at++;
            isLetter = letter != '\\' || !char.IsAsciiLetter(Next);
            string text = letter is '^' or '-' ? $"\\{letter}" : $"{letter}";
            return letter == '\\'
                ? Escape(inSet: true)
                : letter is not ('[' or ']') && IsPlain(letter) && Append(text, canRepeat: true);
        }

        private bool Escape(bool inSet)
        {
            char letter = Next;
            _at++;
            return letter switch
            {
                // In .NET, these classes contain other letters than ASCII's.
                'd' => Append(inSet ? "0-9" : "[0-9]", canRepeat: true),
                'w' => Append(inSet ? "A-Za-z0-9_" : "[A-Za-z0-9_]", canRepeat: true),
                's' => Append(inSet ? "\\t-\\r " : "[\\t-\\r ]", canRepeat: true),
                'D' when !inSet => Append("[^0-9]", canRepeat: true),
                'W' when !inSet => Append("[^A-Za-z0-9_]", canRepeat: true),
                'S' when !inSet => Append("[^\\t-\\r ]", canRepeat: true),
                _ => IsPlain(letter) && letter != ' ' && !char.IsAsciiLetterOrDigit(letter) && Append($"\\{letter}", canRepeat: true),
            };
        }

        private static bool IsCount(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= MaxRepetition;

        private static bool IsPlain(char letter) => letter is >= ' ' and < '\x7f';
    }
}
