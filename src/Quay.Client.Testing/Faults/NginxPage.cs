using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Faults;

/// <summary>What Quay's nginx answers by itself, to the byte.</summary>
internal static class NginxPage
{
    public static FakeAnswer TooManyRequests { get; } = Of(429, "Too Many Requests");

    /// <summary>502 while nothing is behind nginx.</summary>
    public static FakeAnswer Loading { get; } = Html(502, """
        <html>
          <head>
            <title>Quay Loading</title>
            <style type="text/css">
              .information {
                 padding: 30px;
                 text-align: center;
              }

              .information h3 {
                 margin-bottom: 20px;
              }
            </style>
          </head>
          <body>
            <div class="information">
              <h3>Quay is currently loading</h3>
              <h4>
                <p>Please wait and refresh the page shortly to try again.</p>
              </h4>
            </div>
          </body>
        </html>

        """.ReplaceLineEndings("\n"));

    public static FakeAnswer Of(int status, string reason) => Html(status, $"""
        <html>
        <head><title>{status} {reason}</title></head>
        <body>
        <center><h1>{status} {reason}</h1></center>
        <hr><center>nginx</center>
        </body>
        </html>

        """.ReplaceLineEndings("\r\n"));

    private static FakeAnswer Html(int status, string page) => FakeAnswer.Of(status, page, "text/html").With("Server", "nginx").With("Connection", "close");
}
