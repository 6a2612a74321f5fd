using System.Text.Json;

namespace Quay.Client.History.Tests.Watching;

public class RepositoryPushNotificationTests
{
    // As build_repository_event_data and the registry's write of a manifest create it.
    private const string Body = """
        {
          "repository": "acme/app", "namespace": "acme", "name": "app", "docker_url": "quay.example.com/acme/app",
          "homepage": "https://quay.example.com/repository/acme/app", "updated_tags": ["latest", "1.0"]
        }
        """;

    [Fact]
    public void Notification_has_the_repository_and_the_tags()
    {
        var notification = RepositoryPushNotification.Parse(Body);

        Assert.Equal(("acme/app", "acme", "app"), (notification.Repository, notification.Namespace, notification.Name));
        Assert.Equal("quay.example.com/acme/app", notification.DockerUrl);
        Assert.Equal("https://quay.example.com/repository/acme/app", notification.Homepage);
        Assert.Equal(["latest", "1.0"], notification.UpdatedTags);
        Assert.Equal("acme/app: pushed latest, 1.0", notification.ToString());
    }

    [Fact]
    public void Unknown_properties_and_the_count_of_Quays_test_notification_are_ignored() => Assert.Equal(
        ["latest"],
        RepositoryPushNotification.Parse(
            """{"repository":"a/b/c","namespace":"a","name":"b/c","updated_tags":["latest"],"pruned_image_count":3}""").UpdatedTags);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"repository":"acme/app","namespace":"acme","name":"app"}""")]
    [InlineData("""{"repository":"acme/app","namespace":"acme","name":"app","updated_tags":null}""")]
    [InlineData("""{"repository":"acme/app","namespace":"acme","name":"app","updated_tags":[null]}""")]
    [InlineData("""{"repository":"acme/app","namespace":"acme","name":"other","updated_tags":[]}""")]
    [InlineData("""{"repository":"acme/../app","namespace":"acme","name":"../app","updated_tags":[]}""")]
    [InlineData("""{"repository":"acme/app","namespace":"acme","name":"app","updated_tags":[],"build_id":""")]
    public void Other_JSON_is_rejected(string json) => Assert.ThrowsAny<JsonException>(() => RepositoryPushNotification.Parse(json));
}
