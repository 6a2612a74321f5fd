using System.Buffers;
using Quay.Client.Bodies;
using Quay.Client.Errors;
using Quay.Client.Json;

namespace Quay.Client.Transport;

/// <summary>
/// Reads the body before the answer goes up, so that a body that stalls or breaks is timed out and tried again like a whole answer that did.
/// Successes are bounded by the options; of an error only what is kept is read.
/// </summary>
internal sealed class BufferingHandler(long maxResponseBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.IsSuccessStatusCode)
            {
                response.Content = await BufferedBody.ReadAsync(response.Content, maxResponseBytes, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await KeepStartAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task KeepStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        HttpContent whole = response.Content;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ErrorBody.MaxBytes);
        try
        {
            int length = 0;
            try
            {
                Stream body = await whole.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                {
                    int read;
                    do
                    {
                        read = await body.ReadAsync(buffer.AsMemory(length, ErrorBody.MaxBytes - length), cancellationToken).ConfigureAwait(false);
                        length += read;
                    }
                    while (read > 0 && length < ErrorBody.MaxBytes);
                }
            }
            catch (Exception fault) when (fault is IOException or HttpRequestException)
            {
                // The status has arrived, and says more than the break in its body.
            }

            response.Content = new ByteArrayContent(Charset.ToUtf8(buffer.AsSpan(0, length), whole.Headers));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            whole.Dispose();
        }
    }
}
