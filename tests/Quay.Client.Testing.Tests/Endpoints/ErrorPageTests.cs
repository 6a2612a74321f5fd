namespace Quay.Client.Testing.Tests.Endpoints;

public class ErrorPageTests
{
    private readonly FakeQuay _quay = new();

    [Fact]
    public void Type_of_an_error_is_the_address_of_its_description()
    {
        string type = new ApiClient(_quay).Get("repository").Object["type"]!.ToString();

        Assert.Equal(
            "{\"type\": \"http://quay.test/api/v1/error/invalid_request\", \"title\": \"invalid_request\", "
                + "\"description\": \"The request was invalid. It may have contained invalid values or was improperly formatted.\"}\n",
            new ApiClient(_quay).Get(type["http://quay.test/api/v1/".Length..]).Text);
    }

    [Fact]
    public void Older_server_does_not_describe_newer_error_types()
    {
        Assert.Equal(200, new ApiClient(_quay).Get("error/tag_immutable").Status);
        _quay.ServerVersion = new Version(3, 16);
        Assert.Equal(404, new ApiClient(_quay).Get("error/tag_immutable").Status);
    }
}
