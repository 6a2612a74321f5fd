using System.Text.RegularExpressions;
using Quay.Client.Testing.Registry;

namespace Quay.Client.Testing.Web;

/// <summary>The routes that Quay has and the fake has not.</summary>
internal static partial class LackingRoutes
{
    public static bool Have(string path, FakeRegistry server) => Always().IsMatch(path) || (!server.Is(7) && UntilImagesWent().IsMatch(path));

    [GeneratedRegex(
        """
        ^/api/v1/(
            repository/[^/]+(/[^/]+)+/(
                permissions/(user|team)(/.*)? |
                (build|notification|tokens|trigger)(/.*)? |
                mirror(/sync-(now|cancel))? |
                authorizedemail/[^/]+ |
                aggregatelogs | changetrust | exportlogs | signatures
            ) |
            repository/mirror/health |
            organization(/[^/]*)? |
            organization/[^/]+/(
                aggregatelogs | applications | autoprunepolicy | card | collaborators | exportlogs | immutabilitypolicy | invoices? | logs | marketplace |
                members | mirror | notifications | plan | private | prototypes | proxycache | quota | robots | team | validateproxycache
            )(/.*)? |
            user/(
                aggregatelogs | apptoken | assignedauthorization | authorizations | autoprunepolicy | card | clientkey | convert | exportlogs | invoices? |
                logs | marketplace | namespacenotifications | notifications | plan | private | quota | robots | starred
            )(/.*)? |
            (app|detachexternal|externallogin|message|teaminvite|users)/[^/]+ |
            (entities|superusers?)/.+ |
            (filedrop|plans)/? |
            bootstrap/renew | discovery | find/(all|repositories) | messages | recovery | registry/capabilities | signin(/verify)? | signout
        )\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Always();

    [GeneratedRegex(@"^/api/v1/repository/[^/]+(/[^/]+)+/(tag/[^/]+/images|image(/.*)?)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex UntilImagesWent();
}
