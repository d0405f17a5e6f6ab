using System.Globalization;
using System.Reflection;
using System.Resources;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Pages;

/// <summary>
/// Every word that a page says, from <c>Texts.resx</c> (English) and <c>Texts.km.resx</c>, here and beside each kind's
/// own pages, in the request's language. A test checks that both files have the same keys and that every key is used.
/// </summary>
public sealed class Texts
{
    private readonly ResourceManager[] _resources;

    /// <param name="more">Libraries that have words of their own beside those of every page.</param>
    public Texts(params IEnumerable<Assembly> more) =>
        _resources = [
            .. more.Prepend(typeof(Texts).Assembly)
                .Select(library => new ResourceManager($"{library.GetName().Name}.Texts", library)),
        ];

    /// <summary>The text, or the key itself where there is none: an odd word is better than a failing page.</summary>
    public string this[string key] =>
        _resources
            .Select(words => words.GetString(key, CultureInfo.CurrentUICulture))
            .FirstOrDefault(text => text is not null)
        ?? key;

    /// <summary>The text with <c>{0}</c>, <c>{1}</c>… filled in.</summary>
    public string this[string key, params object?[] values] =>
        string.Format(
            CultureInfo.InvariantCulture,
            this[key],
            [.. values.Select(value => value is int number ? Number(number) : value)]
        );

    /// <summary>The text of a code of a list, such as <c>need</c> and <c>trafficking</c>.</summary>
    public string Code(string list, string? code) => code is null ? "" : this[$"{list}.{code}"];

    public string Codes(string list, IEnumerable<string>? codes) =>
        string.Join(Languages.IsKhmer ? " " : ", ", (codes ?? []).Select(code => Code(list, code)));

    /// <summary>A name in the page's language, or in the other where there is none.</summary>
    public static string Name(LocalText? name) =>
        (Languages.IsKhmer ? name?.Km ?? name?.En : name?.En ?? name?.Km) ?? "";

    /// <summary>Khmer digits on a Khmer page.</summary>
    public static string Number(int number) => Digits(number.ToString(CultureInfo.InvariantCulture));

    public static string Digits(string text) =>
        Languages.IsKhmer ? string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)('០' + (c - '0')) : c)) : text;
}
