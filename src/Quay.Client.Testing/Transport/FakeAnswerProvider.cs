using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Quay.Client.Testing.Http;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Quay.Client.Testing.Transport;

/// <summary>
/// Answers each request that WireMock gets. WireMock is told the answer for its log; as a feature of the request it stays what it is.
/// </summary>
internal sealed class FakeAnswerProvider(Func<FakeRequest, FakeAnswer> answer) : IResponseProvider
{
    public Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        FakeAnswer answered = answer(context.Features.GetRequiredFeature<FakeRequest>());
        context.Features.Set(answered);
        var message = new ResponseMessage
        {
            StatusCode = answered.Status,
            BodyData = new BodyData { BodyAsBytes = answered.Body.ToArray(), DetectedBodyType = BodyType.Bytes },
        };
        foreach ((string name, string value) in answered.Headers)
        {
            message.AddHeader(name, value);
        }

        return Task.FromResult<(IResponseMessage, IMapping?)>((message, null));
    }
}
