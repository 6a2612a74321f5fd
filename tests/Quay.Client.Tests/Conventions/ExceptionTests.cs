namespace Quay.Client.Tests.Conventions;

public class ExceptionTests
{
    private static readonly Type[] Exceptions = [.. Surface.PublicTypes.Where(type => type.IsAssignableTo(typeof(Exception)))];

    [Fact]
    public void The_exceptions_are_found() => Assert.True(Exceptions.Length >= 9);

    [Fact]
    public void Each_exception_is_a_QuayException() =>
        Assert.DoesNotContain(Exceptions, type => !type.IsAssignableTo(typeof(QuayException)));

    [Fact]
    public void Exception_names_start_with_Quay() =>
        Assert.All(Exceptions, type => Assert.Matches("^Quay\\.Client\\.Quay[A-Za-z]*Exception$", type.FullName));

    [Fact]
    public void Each_exception_can_be_made_by_a_test_of_a_caller()
    {
        var cause = new InvalidOperationException("why");

        Assert.All(Exceptions, type =>
        {
            var exception = (QuayException)Activator.CreateInstance(type, "what", cause)!;
            Assert.Equal(("what", cause), (exception.Message, exception.InnerException));
        });
    }

    [Fact]
    public void The_cause_of_an_exception_may_be_left_out() =>
        Assert.All(
            Exceptions, type => Assert.True(type.GetConstructor([typeof(string), typeof(Exception)])?.GetParameters()[1].IsOptional));
}
