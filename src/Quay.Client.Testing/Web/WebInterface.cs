using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Testing;

/// <summary>Provides the page that Quay's web interface returns for an unknown path.</summary>
internal static class WebInterface
{
    private const string Description =
        "Quay is the best place to build, store, and distribute your containers. Public repositories are always free.";

    // The length of the page for an empty path.
    private const int PageLength = 91_694;

    // The request log keeps every response, so pages of the same length share an array.
    private static readonly ConcurrentDictionary<int, byte[]> Pages = new();

    private static readonly byte[] Start = Encoding.UTF8.GetBytes($$"""
        <!DOCTYPE html>
        <html ng-app="quay" class="onprem">
          <head>
          
        
          
        
            <base href="/">
        
            
          <title ng-bind="title + ' · Quay'">Quay</title>
        
        
            
          <base href="/">
        
          <meta id="descriptionTag" name="description" content="{{Description}}" />
          <meta name="google-site-verification" content="GalDznToijTsHYmLjJvE4QaB9uk_IP16aaGDz5D75T4" />
          <meta name="google-site-verification" content="oio7ioMILUo9QDflvyFz8pWig1ac2eLq5IGyQuzFMh8" />
        
        
        
        
        
            <meta name="viewport" content="width=device-width, initial-scale=1.0">
        
            
              <link rel="stylesheet" href="/static/ldn/font-awesome.css-a166e3c966c6.css" type="text/css">
            
              <link rel="stylesheet" href="/static/ldn/bootstrap.min.css-13f668494557.css" type="text/css">
            
              <link rel="stylesheet" href="/static/ldn/cssfamilySourceSansPro300400700-30cd793a4b9b.css" type="text/css">
            
              <link rel="stylesheet" href="/static/ldn/boot
        
        """.ReplaceLineEndings("\n"));

    /// <summary>Returns a page as long as Quay's, which contains the path once. After its first kilobyte, it is blank.</summary>
    public static byte[] PageFor(string path) => Pages.GetOrAdd(PageLength + Encoding.UTF8.GetByteCount(path), PageOf);

    /// <summary>Returns a cookie with the secret for the page's forms, signed like Flask's and as long as Quay's.</summary>
    /// <param name="seed">The text from which the secret is derived.</param>
    /// <param name="now">The time in the cookie.</param>
    public static string CookieOf(string seed, DateTimeOffset now)
    {
        string secret = Base64Url.EncodeToString(SHA384.HashData(Encoding.UTF8.GetBytes(seed)));
        byte[] seconds = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(seconds, (int)now.ToUnixTimeSeconds());
        string session = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"_csrf_token":"{{secret}}"}"""))
            + "."
            + Base64Url.EncodeToString(seconds);
#pragma warning disable CA5350 // It protects nothing.
        string signature = Base64Url.EncodeToString(HMACSHA1.HashData("fake"u8, Encoding.ASCII.GetBytes(session)));
#pragma warning restore CA5350
        return $"_csrf_token={session}.{signature}; HttpOnly; Path=/; SameSite=Lax";
    }

    private static byte[] PageOf(int length)
    {
        byte[] page = new byte[length];
        page.AsSpan().Fill((byte)' ');
        Start.CopyTo(page, 0);
        "\n</html>\n"u8.CopyTo(page.AsSpan(^9));
        return page;
    }
}
