using System.Text.Json;

namespace QuayTags;

/// <summary>Parses the JSON of a profile file. Each message names the file and the property.</summary>
internal sealed class ProfileParser(string file)
{
    private const string DefaultProfile = "default_profile";
    private const string Profiles = "profiles";

    private static readonly string[] RootProperties = [DefaultProfile, Profiles];

    private static readonly string[] ProfileProperties =
        ["url", "token", "token_command", "ca_file", "proxy", "allow_insecure_http"];

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="UsageException">The text is not JSON, or a property is unknown, missing or invalid.</exception>
    public (string? Default, IReadOnlyList<Profile> All) Parse(string json)
    {
        using JsonDocument document = Read(json);
        Dictionary<string, JsonElement> root = Properties("", document.RootElement, RootProperties);
        string? name = root.TryGetValue(DefaultProfile, out JsonElement text) ? Text(DefaultProfile, text) : null;
        List<Profile> all = [];
        if (root.TryGetValue(Profiles, out JsonElement profiles))
        {
            foreach ((string profile, JsonElement settings) in Properties(Profiles, profiles, known: null))
            {
                all.Add(ReadProfile(profile, Properties($"{Profiles}.{profile}", settings, ProfileProperties)));
            }
        }

        return (name, all);
    }

    private JsonDocument Read(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException fault)
        {
            throw Fault("", fault.LineNumber is { } line ? $"is not valid JSON at line {line + 1}" : "contains a duplicate property");
        }
    }

    private Profile ReadProfile(string name, Dictionary<string, JsonElement> settings)
    {
        string path = $"{Profiles}.{name}";
        if (settings.ContainsKey("token") && settings.ContainsKey("token_command"))
        {
            throw Fault(path, "has a token and a token_command; remove one of them");
        }

        return new Profile
        {
            Name = name.Length > 0 ? name : throw Fault(Profiles, "has a profile with an empty name"),
            Url = Optional("url", text => ArgumentParser.Url(text)) ?? throw Fault($"{path}.url", "is missing"),
            Token = Optional("token", text => text),
            TokenCommand = Optional("token_command", text => text),
            CaFile = Optional("ca_file", text => Path.GetFullPath(text, Path.GetDirectoryName(file)!)),
            Proxy = Optional("proxy", ArgumentParser.Proxy),
            AllowInsecureHttp = settings.TryGetValue("allow_insecure_http", out JsonElement value)
                && value.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => throw Fault($"{path}.allow_insecure_http", "must be true or false"),
                },
        };

        T? Optional<T>(string property, Func<string, T> parse)
            where T : class
        {
            if (!settings.TryGetValue(property, out JsonElement value))
            {
                return null;
            }

            try
            {
                return parse(Text($"{path}.{property}", value));
            }
            catch (ArgumentException fault)
            {
                throw Fault($"{path}.{property}", $"is invalid: {ArgumentParser.MessageOf(fault).TrimEnd('.')}");
            }
        }
    }

    private Dictionary<string, JsonElement> Properties(string path, JsonElement element, string[]? known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, "must be a JSON object");
        }

        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (known?.Contains(property.Name) == false)
            {
                string name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                throw Fault(name, "is not a known property", ClosestName.Hint(property.Name, known));
            }

            found.Add(property.Name, property.Value);
        }

        return found;
    }

    private string Text(string path, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Fault(path, "must be a non-empty string");

    private UsageException Fault(string path, string what, string hint = "") =>
        new($"{file}: {(path.Length == 0 ? "The file" : path)} {what}.{hint}");
}
