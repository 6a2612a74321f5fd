using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuayTags;

/// <summary>Accepts server certificates that the machine trusts, or that one of the given authorities signed.</summary>
internal sealed class CertificateValidator(X509Certificate2Collection certificates)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Validates a certificate. .NET has already validated it with the machine's store.</summary>
    /// <exception cref="AuthenticationException">The certificate is not trusted. The message states the reason.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        // Additional authorities cannot fix another error, such as a wrong host name.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null)
        {
            throw new AuthenticationException($"The server's certificate is invalid: {errors}.");
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(certificates);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using X509Certificate2 server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (own.Build(server))
        {
            return true;
        }

        string reasons = string.Join(", ", own.ChainStatus.Select(status => status.Status).Distinct());
        throw new AuthenticationException(
            $"The server's certificate is invalid: {reasons}. Neither the machine nor the CA file (--ca-file) trusts it.");
    }
}
