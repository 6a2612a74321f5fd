namespace Quay.Client.Tests.Names;

public class RepositoryNameTests
{
    private static readonly string Long = new('a', 255);

    [Theory]
    [InlineData("quayadmin/busybox", "quayadmin", "busybox")]
    [InlineData("acme/team/app", "acme", "team/app")]
    [InlineData("acme/a/b/c/d", "acme", "a/b/c/d")]
    [InlineData("0/9", "0", "9")]
    [InlineData("a.b_c-d/e..f__g--h", "a.b_c-d", "e..f__g--h")]
    [InlineData("_old/app", "_old", "app")]
    [InlineData("acme/tag", "acme", "tag")]
    [InlineData("acme/app.", "acme", "app.")]
    public void Repository_name_is_split_at_its_first_slash(string text, string space, string name)
    {
        RepositoryName repository = RepositoryName.Parse(text);

        Assert.Equal(space, repository.Namespace);
        Assert.Equal(name, repository.Name);
        Assert.Equal(text, repository.ToString());
    }

    [Fact]
    public void Namespace_and_name_of_255_characters_are_accepted()
    {
        RepositoryName repository = $"{Long}/{Long}";

        Assert.Equal((Long, Long), (repository.Namespace, repository.Name));
    }

    [Theory]
    [InlineData("", "it needs a namespace and a name with a slash between them")]
    [InlineData("busybox", "it needs a namespace and a name with a slash between them")]
    [InlineData("/", "it has an empty part")]
    [InlineData("/app", "it has an empty part")]
    [InlineData("acme/", "it has an empty part")]
    [InlineData("acme//app", "it has an empty part")]
    [InlineData("acme/app/", "it has an empty part")]
    [InlineData("./app", "'.' and '..' are not parts of a name")]
    [InlineData("acme/..", "'.' and '..' are not parts of a name")]
    [InlineData("acme/../admin", "'.' and '..' are not parts of a name")]
    [InlineData("acme/app/.", "'.' and '..' are not parts of a name")]
    [InlineData(".acme/app", "each part must start with a lower-case letter or a digit")]
    [InlineData("-acme/app", "each part must start with a lower-case letter or a digit")]
    [InlineData("acme/_app", "each part must start with a lower-case letter or a digit")]
    [InlineData("acme/.hidden", "each part must start with a lower-case letter or a digit")]
    [InlineData("acme/team/-app", "each part must start with a lower-case letter or a digit")]
    [InlineData("Acme/app", "upper case is not allowed")]
    [InlineData("acme/App", "upper case is not allowed")]
    [InlineData("acme/a pp", "' ' is not allowed")]
    [InlineData(" acme/app", "' ' is not allowed")]
    [InlineData("acme/app ", "' ' is not allowed")]
    [InlineData("acme/app\n", "the control character \\u000a is not allowed")]
    [InlineData("acme\r\n/app", "the control character \\u000d is not allowed")]
    [InlineData("acme/app\0", "the control character \\u0000 is not allowed")]
    [InlineData("acme/\u0085app", "the control character \\u0085 is not allowed")]
    [InlineData("acme/%2e%2e", "'%' is not allowed")]
    [InlineData("acme/app%2Ftag", "'%' is not allowed")]
    [InlineData("acme%2Fb/app", "'%' is not allowed")]
    [InlineData("acme/app?x=1", "'?' is not allowed")]
    [InlineData("acme/app#x", "'#' is not allowed")]
    [InlineData("acme/app\\x", "'\\' is not allowed")]
    [InlineData("acme\\x/app", "'\\' is not allowed")]
    [InlineData("acme/app:latest", "':' is not allowed")]
    [InlineData("quay.io:443/acme/app", "':' is not allowed")]
    [InlineData("acme/app@sha256", "'@' is not allowed")]
    [InlineData("acme/a+b", "'+' is not allowed")]
    [InlineData("acme/scrätch", "'ä' is not allowed")]
    [InlineData("acme/ａpp", "'ａ' is not allowed")]
    [InlineData("acme/１", "'１' is not allowed")]
    [InlineData("acme/٣", "'٣' is not allowed")]
    [InlineData("acme/ſ", "'ſ' is not allowed")]
    [InlineData("acme／app/x", "'／' is not allowed")]
    [InlineData("acme/․․", "'․' is not allowed")]
    public void Invalid_repository_name_is_rejected_with_the_broken_rule(string text, string rule)
    {
        var error = Assert.Throws<ArgumentException>(() => RepositoryName.Parse(text));

        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.Equal("repository", error.ParamName);
        Assert.False(RepositoryName.TryParse(text, out _));
    }

    [Fact]
    public void Namespace_or_name_of_more_than_255_characters_is_rejected()
    {
        string[] tooLong = [$"{Long}a/app", $"acme/{Long}a", $"acme/{Long[..127]}/{Long[..128]}"];

        Assert.All(tooLong, text => Assert.Contains(
            "a namespace and a name have at most 255 characters each",
            Assert.Throws<ArgumentException>(() => RepositoryName.Parse(text)).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Message_shows_an_invalid_name_truncated_and_on_one_line()
    {
        var error = Assert.Throws<ArgumentException>(() => RepositoryName.Parse("acme/a\r\nINFO: all is well" + new string('x', 1000)));

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Contains("'acme/a\\u000d\\u000aINFO", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1025 characters)", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 400);
    }

    [Fact]
    public void String_converts_implicitly_to_RepositoryName()
    {
        RepositoryName repository = "acme/app";

        Assert.Equal(RepositoryName.Parse("acme/app"), repository);
        Assert.Throws<ArgumentException>(() => _ = (RepositoryName)"Acme/App");
    }

    [Fact]
    public void Null_repository_name_is_rejected()
    {
        Assert.Throws<ArgumentNullException>("repository", () => RepositoryName.Parse(null!));
        Assert.Throws<ArgumentNullException>("repository", () => _ = (RepositoryName)(string)null!);
        Assert.False(RepositoryName.TryParse(null, out RepositoryName result));
        Assert.Equal(default, result);
    }

    [Fact]
    public void TryParse_returns_the_name_or_the_default()
    {
        Assert.True(RepositoryName.TryParse("acme/app", out RepositoryName valid));
        Assert.Equal("acme/app", valid.ToString());

        Assert.False(RepositoryName.TryParse("acme", out RepositoryName invalid));
        Assert.Equal(default, invalid);
    }

    [Fact]
    public void RepositoryName_is_parsed_by_code_that_is_generic_over_IParsable()
    {
        Assert.Equal(RepositoryName.Parse("acme/app"), ParseAny<RepositoryName>("acme/app"));
        Assert.Throws<ArgumentException>(() => ParseAny<RepositoryName>("acme"));
        Assert.Equal((true, RepositoryName.Parse("acme/app")), TryParseAny<RepositoryName>("acme/app"));
        Assert.Equal((false, default), TryParseAny<RepositoryName>("acme"));
    }

    [Fact]
    public void Default_RepositoryName_is_empty_and_equals_no_other()
    {
        Assert.Equal(("", "", ""), (default(RepositoryName).ToString(), default(RepositoryName).Namespace, default(RepositoryName).Name));
        Assert.NotEqual(RepositoryName.Parse("acme/app"), default);
    }

    [Fact]
    public void Repository_names_with_equal_texts_are_equal()
    {
        Assert.True(RepositoryName.Parse("acme/app") == RepositoryName.Parse(string.Concat("acme", "/app")));
        Assert.Equal(RepositoryName.Parse("acme/app").GetHashCode(), RepositoryName.Parse(string.Concat("acme", "/app")).GetHashCode());
        Assert.False(RepositoryName.Parse("acme/app") == RepositoryName.Parse("acme/app2"));
    }

    private static T ParseAny<T>(string text)
        where T : IParsable<T> => T.Parse(text, provider: null);

    private static (bool IsParsed, T? Value) TryParseAny<T>(string text)
        where T : IParsable<T> => (T.TryParse(text, provider: null, out T? value), value);
}
