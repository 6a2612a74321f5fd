using System.Text.RegularExpressions;

namespace Quay.Client.Testing;

/// <summary>Lists the routes that Quay has and the fake does not.</summary>
internal static partial class UnsupportedRoutes
{
    public static bool Contain(string method, string path, FakeRegistry server) =>
        InEveryVersion().IsMatch($"{method} {path}") || (!server.IsAtLeast(7) && BeforeQuay37().IsMatch(path));

    [GeneratedRegex(
        """
        ^(\w+\ /api/v1/(
            repository/[^/]+(/[^/]+)+/(
                (build|tokens|trigger)(/.*)? |
                mirror(/sync-(now|cancel))? |
                authorizedemail/[^/]+ |
                changetrust | signatures
            ) |
            repository/mirror/health |
            organization/ |
            organization/[^/]+/(
                applications | card | invoices? | marketplace | mirror | notifications | plan | private |
                prototypes | proxycache | quota | robots | team | validateproxycache
            )(/.*)? |
            organization/[^/]+/members/[^/]+ |
            user/(
                apptoken | assignedauthorization | authorizations | card | clientkey | convert | invoices? |
                marketplace | namespacenotifications | notifications | plan | private | quota | robots
            )(/.*)? |
            (app|detachexternal|externallogin|message|teaminvite)/[^/]+ |
            (entities|superusers?)/.+ |
            (filedrop|plans)/? |
            bootstrap/renew | messages | recovery | signin(/verify)? | signout
        ) |
        (PUT|DELETE)\ /api/v1/organization/[^/]+ |
        (POST|PUT|DELETE)\ /api/v1/user/
        )\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex InEveryVersion();

    [GeneratedRegex(
        @"^/api/v1/repository/[^/]+(/[^/]+)+/(tag/[^/]+/images|image(/.*)?)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex BeforeQuay37();
}
