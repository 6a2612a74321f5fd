namespace Quay.Client;

/// <summary>
/// Reads the whole body before it returns the response, so that the time limits and retries also cover a body that stalls or breaks. It
/// decompresses compressed bodies, requested or not. The options limit the size of a successful body. Of an error's body, it reads only the
/// part that is kept.
/// </summary>
internal sealed class BufferingHandler(long maxResponseBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            ContentCoding? coding = ContentCoding.Of(response.Content.Headers);
            if (!response.IsSuccessStatusCode)
            {
                await KeepStartAsync(response, coding, cancellationToken).ConfigureAwait(false);
                return response;
            }

            BufferedBody body =
                await BufferedBody.ReadAsync(response.Content, coding, maxResponseBytes, cancellationToken).ConfigureAwait(false);
            response.Content = body;
            if (coding is { IsKnown: false } && !body.Bytes.IsEmpty)
            {
                throw new RequestFailure(request).UnknownCoding(response.StatusCode, coding.Name);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task KeepStartAsync(HttpResponseMessage response, ContentCoding? coding, CancellationToken cancellationToken)
    {
        using HttpContent whole = response.Content;
        Memory<byte> rest = new byte[ErrorBody.MaxBytes];
        Memory<byte> start = rest;
        try
        {
            Stream sent = await whole.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            Stream body = coding is null
                ? sent
                : await coding.OpenAsync(new CompressedStream(sent), cancellationToken).ConfigureAwait(false);
            await using (sent.ConfigureAwait(false))
            await using (body.ConfigureAwait(false))
            {
                while (!rest.IsEmpty && await body.ReadAsync(rest, cancellationToken).ConfigureAwait(false) is > 0 and int read)
                {
                    rest = rest[read..];
                }
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidDataException or InvalidOperationException)
        {
            // The status of the response is more useful than the failure of its body.
        }

        response.Content = new ByteArrayContent(Charset.ToUtf8(start.Span[..^rest.Length], whole.Headers));
    }
}
