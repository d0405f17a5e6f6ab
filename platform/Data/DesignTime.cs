using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

/// <summary>For dotnet-ef alone: the one migration set is made with SQLite, then stripped of its store types.</summary>
public static class DesignTime
{
    public static DbContextOptions<TDb> Options<TDb>()
        where TDb : DbContext => new DbContextOptionsBuilder<TDb>().UseSqlite("Data Source=:memory:").Options;
}
