namespace Quay.Client.Testing;

/// <summary>How many repositories of a namespace may be private, where that is a matter of money.</summary>
internal static class BillingPlan
{
    /// <exception cref="ErrorResponseException">There is no room for another one: 402.</exception>
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
