using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Recognizes browsers by their <c>User-Agent</c> header.</summary>
internal static partial class UserAgent
{
    public static bool IsBrowser(FakeRequest request) => request.Header("User-Agent") is { } agent && Names().IsMatch(agent);

    [GeneratedRegex(
        "(Chrome|Firefox|Safari|Opera|MSIE|Konqueror|SeaMonkey|Camino|Galeon|Lynx|Links)[/ ][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
