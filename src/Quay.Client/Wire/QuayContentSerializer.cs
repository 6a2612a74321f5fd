using System.Reflection;
using Refit;

namespace Quay.Client;

/// <summary>Adapts the JSON context to Refit. A body of <c>null</c>, which Refit would return as a null model, is an error.</summary>
internal sealed class QuayContentSerializer : IHttpContentSerializer
{
    private SystemTextJsonContentSerializer? _inner;

    // Created on first use: a program that only reads a history does not need it.
    private SystemTextJsonContentSerializer Inner => _inner ??= new SystemTextJsonContentSerializer(QuayJsonContext.Default.Options);

    public HttpContent ToHttpContent<T>(T item) => Inner.ToHttpContent(item);

    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.FromHttpContentAsync<T>(content, cancellationToken).ConfigureAwait(false) ?? throw new JsonException();
        }
        catch (JsonException fault)
        {
            // The body is in memory, so it can be read again.
            byte[] body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            throw JsonFault.Describe(Charset.ToUtf8(body, content.Headers), QuayJsonContext.Default.GetTypeInfo(typeof(T)), fault);
        }
    }

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => Inner.GetFieldNameForProperty(propertyInfo);
}
