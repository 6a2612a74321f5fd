namespace Quay.Client.Testing;

/// <summary>Limits the private repositories of a namespace if billing is enabled.</summary>
internal static class BillingPlan
{
    /// <exception cref="ErrorResponseException">The plan allows no further private repository: 402.</exception>
    public static void RequireCapacity(Call call, string owner)
    {
        FakeNamespace? payer = call.Registry.FindNamespace(owner);
        int used = call.Registry.Repositories.Values.Count(repository => repository.Namespace == payer && !repository.IsPublic);
        if (call.Registry.Features.Billing && used >= (payer?.PrivateRepositories ?? 0))
        {
            throw call.Error(402, "exceeds_license", "Payment Required");
        }
    }
}
