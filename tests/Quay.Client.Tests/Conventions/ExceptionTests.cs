namespace Quay.Client.Tests.Conventions;

public class ExceptionTests
{
    private static readonly Type[] Exceptions = [.. PublicSurface.PublicTypes.Where(type => type.IsAssignableTo(typeof(Exception)))];

    [Fact]
    public void Public_surface_has_at_least_nine_exceptions() => Assert.True(Exceptions.Length >= 9);

    [Fact]
    public void Every_public_exception_is_a_QuayException() =>
        Assert.DoesNotContain(Exceptions, type => !type.IsAssignableTo(typeof(QuayException)));

    [Fact]
    public void Names_of_public_exceptions_start_with_Quay() =>
        Assert.All(Exceptions, type => Assert.Matches("^Quay\\.Client\\.Quay[A-Za-z]*Exception$", type.FullName));

    [Fact]
    public void Every_public_exception_can_be_created_by_a_callers_test()
    {
        var cause = new InvalidOperationException("why");

        Assert.All(Exceptions, type =>
        {
            var exception = (QuayException)Activator.CreateInstance(type, "what", cause)!;
            Assert.Equal(("what", cause), (exception.Message, exception.InnerException));
        });
    }

    [Fact]
    public void Inner_exception_is_optional_in_every_exception_constructor() =>
        Assert.All(
            Exceptions, type => Assert.True(type.GetConstructor([typeof(string), typeof(Exception)])?.GetParameters()[1].IsOptional));
}
