namespace ReferralNetwork.Gateway;

/// <summary>
/// Whether the fictional network is still being loaded: as long as the file named by <c>Loading:File</c> is there.
/// Nobody can sign in before that, so people are told to wait; the loader itself is a client of the API like any other.
/// </summary>
internal sealed class Loading(IConfiguration configuration)
{
    private volatile string? _file = configuration["Loading:File"];

    public bool Now
    {
        get
        {
            if (_file is { } file && !File.Exists(file))
                _file = null;
            return _file is not null;
        }
    }

    public Task TellPeople(HttpContext http, RequestDelegate next) =>
        Now && Answer.IsForPeople(http.Request) ? Answer.Loading(http) : next(http);
}
