namespace Quay.Client.Tests;

public class Placeholder
{
    [Fact]
    public void Recorded_exchanges_are_there() => Assert.NotEmpty(Directory.GetFiles("Recorded/exchanges"));
}
