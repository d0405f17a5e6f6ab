using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Gateway;

/// <summary>HTTPS by PEM files, <c>Tls:Certificate</c> (with its chain) and <c>Tls:Key</c>, for every https address
/// listened to.</summary>
internal static class Tls
{
    public static bool IsSet(IConfiguration configuration) => configuration["Tls:Certificate"] is { Length: > 0 };

    public static void AddTls(this WebApplicationBuilder builder)
    {
        if (!IsSet(builder.Configuration))
            return;
        builder.Services.AddSingleton<CertificateFile>();
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var file = kestrel.ApplicationServices.GetRequiredService<CertificateFile>();
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.ServerCertificateSelector = (_, _) => file.Current.TargetCertificate;
                // The same certificate with its chain, which a selector cannot return.
                https.OnAuthenticate = (_, tls) =>
                    (tls.ServerCertificateSelectionCallback, tls.ServerCertificateContext) = (null, file.Current);
            });
        });
    }

    /// <summary>Redirects GET and HEAD from plain HTTP to HTTPS; refuses all else, which has been sent in the
    /// clear.</summary>
    public static void UseTls(this WebApplication app)
    {
        if (!IsSet(app.Configuration))
            return;
        // Read now, so that files that are missing or do not match stop the start rather than fail the first caller.
        _ = app.Services.GetRequiredService<CertificateFile>().Current;
        app.UseHsts();
        app.Use((http, next) => http.Request.IsHttps ? next(http) : ToHttps(http, app.Urls));
    }

    private static Task ToHttps(HttpContext http, ICollection<string> addresses)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return Answer.Write(http, StatusCodes.Status403Forbidden, "This works only over HTTPS. Nothing was done.");
        var port = addresses.Select(BindingAddress.Parse).First(address => address.Scheme == Uri.UriSchemeHttps).Port;
        var (request, response) = (http.Request, http.Response);
        response.StatusCode = StatusCodes.Status308PermanentRedirect;
        response.Headers.Location =
            $"https://{new HostString(request.Host.Host, port)}{request.PathBase}{request.Path}{request.QueryString}";
        return Task.CompletedTask;
    }
}

/// <summary>The certificate that the files hold now: after a renewal the next connection gets the new one.</summary>
internal sealed class CertificateFile(IConfiguration configuration, ILogger<CertificateFile> log)
{
    private readonly string _certificate = configuration["Tls:Certificate"]!;
    private readonly string _key = configuration["Tls:Key"] ?? configuration["Tls:Certificate"]!;
    private readonly Lock _lock = new();
    private (DateTime, DateTime) _written;
    private SslStreamCertificateContext? _current;

    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                var written = (File.GetLastWriteTimeUtc(_certificate), File.GetLastWriteTimeUtc(_key));
                if (_current is not null && written == _written)
                    return _current;
                _written = written;
                try
                {
                    return _current = Read();
                }
                // The files may be half renewed, or wrong: the previous certificate stays in use.
                catch (Exception e)
                    when (_current is not null
                        && e is CryptographicException or IOException or UnauthorizedAccessException
                    )
                {
                    log.LogError("The TLS certificate was not read again: {Failure}", SafeText.Of(e));
                    return _current!;
                }
            }
        }
    }

    private SslStreamCertificateContext Read()
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(_certificate);
        return SslStreamCertificateContext.Create(
            X509Certificate2.CreateFromPemFile(_certificate, _key),
            all,
            offline: true
        );
    }
}
