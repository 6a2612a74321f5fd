namespace Quay.Client;

/// <summary>Checks the key of a new label by Quay's rule, <c>^[a-z0-9](([a-z0-9]|[-.](?![.-]))*[a-z0-9])?$</c>.</summary>
internal static class LabelKey
{
    private const int MaxLength = 255;

    public static string Check(string key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        return BrokenRule(key) is { } rule
            ? throw new ArgumentException($"{Quoted.Text(key)} is not the key of a label: {rule}.", parameter)
            : key;
    }

    private static string? BrokenRule(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            return $"a key has 1 to {MaxLength} characters";
        }

        bool afterMark = true;
        foreach (char c in key)
        {
            bool isMark = c is '.' or '-';
            if (!isMark && !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
            {
                return $"{Quoted.Character(c)} is not allowed: only lower-case letters, digits, '.' and '-'";
            }

            if (isMark && afterMark)
            {
                return "'.' and '-' must be single, between letters or digits";
            }

            afterMark = isMark;
        }

        return afterMark ? "it must end with a letter or a digit" : null;
    }
}
