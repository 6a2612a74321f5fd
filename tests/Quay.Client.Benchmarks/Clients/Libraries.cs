using Flurl.Http;
using Refit;
using RestSharp;

namespace Quay.Client.Benchmarks.Clients;

/// <summary>Declares the endpoint for Refit with its defaults: reflection and the default options of the serializer.</summary>
internal interface IRefitTags
{
    [Get("/api/v1/repository/acme/app/tag/")]
    Task<PageDto> ListAsync(int limit, int? page);
}

/// <summary>Provides clients that use a library for HTTP and JSON.</summary>
internal static class Libraries
{
    public static Task<long> RefitAsync(HttpClient http)
    {
        IRefitTags api = RestService.For<IRefitTags>(http);
        return SumAsync(page => api.ListAsync(100, page == 1 ? null : page));
    }

    public static Task<long> FlurlAsync(FlurlClient client) =>
        SumAsync(page => client.Request(HandWritten.Address(page)).GetJsonAsync<PageDto>());

    public static Task<long> RestSharpAsync(RestClient client) =>
        SumAsync(async page => (await client.GetAsync<PageDto>(new RestRequest(HandWritten.Address(page))))!);

    private static async Task<long> SumAsync(Func<int, Task<PageDto>> get)
    {
        var sum = default(Checksum);
        for (int page = 1; ; page++)
        {
            PageDto response = await get(page);
            response.AddTo(ref sum);
            if (!response.HasAdditional)
            {
                return sum.Value;
            }
        }
    }
}
