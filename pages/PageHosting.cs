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

/// <summary>What every service with pages for people does alike.</summary>
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
        // Found by name it would be the host's, which is the module's and no assembly's.
        service.Services.AddSingleton(parts);
        service.Services.AddSingleton(new SiteAddress(service.Configuration));
        service.Services.AddSingleton<IStartupFilter, PagePipeline>();
        // Asked before the framework's own, which takes every browser for a program.
        service.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, HtmlProblems>());
        // Khmer as it is, in 3 bytes a letter; what HTML gives a meaning is escaped all the same.
        service.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        service.Services.AddSingleton(new Texts(libraries));
        service.Services.AddSingleton<Clock>();
        service.Services.AddHttpContextAccessor();
        service.Services.AddResponseCompression(compression =>
        {
            // Every form's token is masked anew in each answer, so a guess at it by size (BREACH) finds nothing twice.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/javascript"];
        });
        // The fastest level looks at each small piece that a page is written in by itself: a long table has twice the
        // bytes then.
        service.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        service.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        service.Services.ProtectByMasterKey(service.Name);
        // It warns on every form that "no-store" is not enough without "no-cache"; it is (RFC 9111, 5.2.2.5).
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
        // One a service: they share an origin and not their keys.
        antiforgery.Cookie = PageCookies.Named($"form-{service}");
        antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        antiforgery.FormFieldName = "form";
        antiforgery.SuppressXFrameOptionsHeader = true;
    }
}

public static class PageCookies
{
    /// <summary>For this host alone, over TLS (or on the machine itself), out of reach of scripts.</summary>
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

    // By CookieSecurePolicy.Always antiforgery would answer nobody over http, also on the machine itself, where
    // browsers take such cookies.
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
