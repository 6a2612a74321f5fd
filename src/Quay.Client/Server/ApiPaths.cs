namespace Quay.Client;

/// <summary>Represents the paths of Quay's API description. Skips the rest, which is 99 % of the document.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class ApiPaths(IReadOnlyList<string> paths)
{
    private readonly HashSet<string> _routes = [.. paths.Select(WithoutNames)];

    // Gets the paths as the server wrote them, such as `/api/v1/repository/{repository}/changestate`.
    public IReadOnlyList<string> All => paths;

    // Determines whether the server has a route, in which `{}` stands for any parameter.
    public bool Contains(string route) => _routes.Contains(route);

    // The names of the parameters differ between versions of Quay.
    private static string WithoutNames(string path) =>
        string.Join('/', path.Split('/').Select(segment => segment is ['{', .., '}'] ? "{}" : segment));

    internal sealed class Converter : JsonConverter<ApiPaths>
    {
        public override ApiPaths Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("The paths are not an object.");
            }

            List<string> paths = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                paths.Add(reader.GetString()!);
                reader.Skip();
            }

            paths.Sort(StringComparer.Ordinal);
            return new ApiPaths(paths);
        }

        public override void Write(Utf8JsonWriter writer, ApiPaths value, JsonSerializerOptions options) =>
            throw new NotSupportedException("The client does not send API descriptions.");
    }
}
