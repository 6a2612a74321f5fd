using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

public class NamedTypesTests
{
    private static readonly IReadOnlyList<(TypeReference From, TypeReference To)> Pairs =
        NamedTypes.In(typeof(NamingTarget).Assembly.Location);

    [Theory]
    [InlineData(nameof(NamesInABody))]
    [InlineData(nameof(NamesInAnAsyncMethod))]
    [InlineData(nameof(NamesInAnAsyncIterator))]
    [InlineData(nameof(NamesInALambda))]
    [InlineData(nameof(NamesInACatch))]
    [InlineData(nameof(NamesAsATypeArgument))]
    [InlineData(nameof(NamesAsAnAttributesArgument))]
    [InlineData("NamesAsAConstraint`1")]
    [InlineData(nameof(NamesInAField))]
    [InlineData(nameof(INamesInASignature))]
    public void A_type_that_another_names_is_seen(string from) =>
        Assert.Contains(Pairs, pair => pair.From.Name == from && pair.To.Name == nameof(NamingTarget));

    [Fact]
    public void A_type_that_is_not_named_is_not_seen() =>
        Assert.DoesNotContain(Pairs, pair => pair.From.Name == nameof(NamesNothing) && pair.To.Name == nameof(NamingTarget));
}
