using System.Net.Http.Json;
using Quay.Client.Benchmarks.Clients;

using var client = new HttpClient { BaseAddress = new Uri(args[0]) };
PageDto? page = await client.GetFromJsonAsync("api/v1/repository/acme/app/tag/?limit=100", DtoContext.Default.PageDto);
Console.WriteLine(page!.Tags.Count);
