namespace Quay.Client;

/// <summary>Distinguishes the host of a registry from a namespace with dots, such as <c>jane.doe</c>.</summary>
internal static class RegistryHost
{
    // Common suffixes of registry hosts. A namespace with a dot usually ends in the name of a person or a product.
    private static readonly HashSet<string> Suffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "net", "org", "io", "dev", "edu", "gov", "info", "app", "cloud", "aws", "ai", "co", "tech", "systems", "services",
        "local", "localdomain", "internal", "intranet", "corp", "lan", "home", "svc", "test", "example",
        "at", "au", "be", "br", "ch", "cn", "de", "dk", "es", "eu", "fi", "fr", "il", "in", "it", "jp", "kr",
        "nl", "no", "nz", "pl", "pt", "ru", "se", "sg", "uk", "us",
    };

    // Determines whether the first part of a reference with three or more parts is a host.
    public static bool Is(string part)
    {
        string[] labels = part.Split('.');
        return part.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || part.Contains(':', StringComparison.Ordinal)
            || (labels.Length == 4 && IPAddress.TryParse(part, out _))
            || (labels.Length > 1 && Suffixes.Contains(labels[^1]) && labels.All(IsLabel));
    }

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
