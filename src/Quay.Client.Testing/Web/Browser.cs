using System.Text.RegularExpressions;
using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Web;

/// <summary>Tells browsers by their User-Agent.</summary>
internal static partial class Browser
{
    public static bool IsMeant(FakeRequest request) => request.Header("User-Agent") is { } agent && Names().IsMatch(agent);

    [GeneratedRegex("(Chrome|Firefox|Safari|Opera|MSIE|Konqueror|SeaMonkey|Camino|Galeon|Lynx|Links)[/ ][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
