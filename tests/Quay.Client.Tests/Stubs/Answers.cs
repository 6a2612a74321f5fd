using System.Text;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Tests.Stubs;

/// <summary>Answers that were not recorded.</summary>
internal static class Answers
{
    public static RecordedExchange Ok(string body, string contentType = "application/json") => Of(200, body, contentType);

    public static RecordedExchange Of(int status, string body, string contentType) =>
        new("made", "GET", "/", status, new Dictionary<string, string> { ["Content-Type"] = contentType }, Encoding.UTF8.GetBytes(body));
}
