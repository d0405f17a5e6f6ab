using System.IO.Compression;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Pages;

/// <summary>What every service that serves pages has in common.</summary>
public static class PageHosting
{
    /// <summary>Razor Pages of the module's assembly, in both languages, with this library's layout, headers and
    /// antiforgery.</summary>
    /// <param name="more">Libraries with further pages.</param>
    public static IMvcBuilder AddPages<TModule>(this Service service, params IEnumerable<Assembly> more)
    {
        var libraries = more.ToList();
        var parts = new ApplicationPartManager();
        foreach (var assembly in libraries.Prepend(typeof(PageHosting).Assembly).Prepend(typeof(TModule).Assembly))
        {
            parts.ApplicationParts.Add(new AssemblyPart(assembly));
            parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(assembly));
        }
        // Without this, MVC would look for an assembly named after the application, which has the module's name.
        service.Services.AddSingleton(parts);
        service.Services.AddSingleton(new SiteAddress(service.Configuration));
        service.Services.AddSingleton<IStartupFilter, PagePipeline>();
        // Comes before the framework's own writer, which would answer a browser as if it were a program.
        service.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, HtmlProblems>());
        // Khmer letters are written as they are and not as escapes; characters with a meaning in HTML still are.
        service.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        service.Services.AddSingleton(new Texts(libraries));
        service.Services.AddSingleton<Clock>();
        service.Services.AddHttpContextAccessor();
        service.Services.AddResponseCompression(compression =>
        {
            // BREACH guesses a secret from the sizes of compressed answers; a form's token is masked anew in each.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript"];
        });
        // The fastest level compresses each small piece that a page is written in by itself, which makes a long table
        // twice as large.
        service.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        service.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        service.Services.ProtectByMasterKey(service.Name);
        // Antiforgery warns on every form that "no-store" is not enough without "no-cache"; it is (RFC 9111, 5.2.2.5).
        service.Services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error));
        service.Services.AddAntiforgery(antiforgery => Cookie(antiforgery, service.Name));
        return service
            .Services.AddRazorPages()
            .AddMvcOptions(mvc =>
            {
                mvc.Filters.Add<Handlers>();
                mvc.ModelBindingMessageProvider.SetValueMustNotBeNullAccessor(_ => "needed");
                mvc.ModelBindingMessageProvider.SetMissingBindRequiredValueAccessor(_ => "needed");
                mvc.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((_, _) => "not-understood");
                mvc.ModelBindingMessageProvider.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "not-understood");
                mvc.ModelBindingMessageProvider.SetValueIsInvalidAccessor(_ => "not-understood");
                mvc.ModelBindingMessageProvider.SetValueMustBeANumberAccessor(_ => "not-understood");
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            });
    }

    private static void Cookie(AntiforgeryOptions antiforgery, string service)
    {
        // One cookie per service: services share an origin but not their keys.
        antiforgery.Cookie = PageCookies.Named($"form-{service}");
        antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        antiforgery.FormFieldName = "form";
        antiforgery.SuppressXFrameOptionsHeader = true;
    }
}

public static class PageCookies
{
    /// <summary>A cookie for this host alone, over TLS (or on the machine itself), that scripts cannot read.</summary>
    public static CookieBuilder Named(string name) =>
        new Secure
        {
            Name = $"__Host-{name}",
            Path = "/",
            HttpOnly = true,
            SecurePolicy = CookieSecurePolicy.None,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
        };

    // With CookieSecurePolicy.Always antiforgery refuses every request over http, even on the machine itself, where
    // browsers do accept such cookies.
    private sealed class Secure : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }
}
