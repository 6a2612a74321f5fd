namespace Quay.Client;

/// <summary>
/// The user that a token acts as. All but the name, the picture and the organizations is there only for a token with the scope <c>user:admin</c>, and
/// null otherwise.
/// </summary>
public sealed record User : IJsonOnDeserialized
{
    /// <summary>The name, which is the namespace of the user's own repositories.</summary>
    [JsonPropertyName("username")]
    public required string Username { get; init; }

    /// <summary>Whether nobody is signed in; Quay answers 401 instead of saying true.</summary>
    [JsonPropertyName("anonymous")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsAnonymous { get; init; }

    /// <summary>How the user is drawn.</summary>
    [JsonPropertyName("avatar")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Avatar? Avatar { get; init; }

    /// <summary>The organizations that the user belongs to.</summary>
    [JsonPropertyName("organizations")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UserOrganization>? Organizations { get; init; }

    /// <summary>Whether the user is a superuser of the registry and the token may act as one; null otherwise.</summary>
    [JsonPropertyName("super_user")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsSuperuser { get; init; }

    /// <summary>Whether the user may make repositories in the namespace of the same name.</summary>
    [JsonPropertyName("can_create_repo")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CanCreateRepository { get; init; }

    /// <summary>Whether this is the user who asks.</summary>
    [JsonPropertyName("is_me")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsMe { get; init; }

    /// <summary>Whether the e-mail address is confirmed.</summary>
    [JsonPropertyName("verified")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsVerified { get; init; }

    /// <summary>The e-mail address.</summary>
    [JsonPropertyName("email")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>The accounts elsewhere that the user signs in with, as Quay tells them.</summary>
    [JsonPropertyName("logins")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonElement>? Logins { get; init; }

    /// <summary>Whether invoices are sent by e-mail.</summary>
    [JsonPropertyName("invoice_email")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? SendsInvoices { get; init; }

    /// <summary>Where invoices are sent; null for the e-mail address itself.</summary>
    [JsonPropertyName("invoice_email_address")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InvoiceEmail { get; init; }

    /// <summary>Whether Quay's web pages offer the user's own namespace first.</summary>
    [JsonPropertyName("preferred_namespace")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsPreferredNamespace { get; init; }

    /// <summary>How long the time machine of the user's own namespace keeps the rows of a tag history after their end.</summary>
    [JsonPropertyName("tag_expiration_s")]
    [JsonConverter(typeof(SecondsConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? TagExpiration { get; init; }

    /// <summary>What Quay's web pages ask the user to enter at the next visit, such as <c>confirm_username</c>.</summary>
    [JsonPropertyName("prompts")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Prompts { get; init; }

    /// <summary>The company; null when it was not entered.</summary>
    [JsonPropertyName("company")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Company { get; init; }

    /// <summary>The family name; null when it was not entered.</summary>
    [JsonPropertyName("family_name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FamilyName { get; init; }

    /// <summary>The given name; null when it was not entered.</summary>
    [JsonPropertyName("given_name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GivenName { get; init; }

    /// <summary>The place; null when it was not entered.</summary>
    [JsonPropertyName("location")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Location { get; init; }

    /// <summary>Whether the user is on a free plan.</summary>
    [JsonPropertyName("is_free_account")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsFreeAccount { get; init; }

    /// <summary>Whether the user can sign in with a password.</summary>
    [JsonPropertyName("has_password_set")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? HasPassword { get; init; }

    /// <summary>The limits on the size of the user's own namespace, as Quay tells them; null where the server has none.</summary>
    [JsonPropertyName("quotas")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonElement>? Quotas { get; init; }

    /// <summary>What the user's own namespace takes up; null where the server does not count it.</summary>
    [JsonPropertyName("quota_report")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuotaReport? QuotaReport { get; init; }

    /// <summary>The name; nothing of what else is known, the e-mail address and the logins among it, gets into a log by this.</summary>
    public override string ToString() => SafeText.Line($"{Username}");

    // The serializer refuses a null in a property that has none, but not in a collection.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Organizations?.Contains(null!) == true || Prompts?.Contains(null!) == true)
        {
            throw new JsonException("There is a null in place of an organization or of a prompt.");
        }
    }
}
