using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Data;

/// <summary>Sign-ins, their tokens, and guesses at a password.</summary>
internal static class SignInTables
{
    public static void AddSignIns(this ModelBuilder model)
    {
        model.Entity<SignIn>(signIns =>
        {
            signIns.Property(s => s.Id).ValueGeneratedNever();
            signIns.HasIndex(s => s.EndsAt);
            signIns.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Guess>(guesses =>
        {
            guesses.HasKey(g => g.Key);
            guesses.Property(g => g.Key).HasMaxLength(Secret.HashSize);
            guesses.HasIndex(g => g.SpentUntil);
            guesses.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RefreshToken>(tokens =>
        {
            tokens.HasKey(t => t.Hash);
            tokens.Property(t => t.Hash).HasMaxLength(Secret.HashSize);
            tokens.HasOne<SignIn>().WithMany().HasForeignKey(t => t.SignInId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<AuthorizationCode>(codes =>
        {
            codes.ToTable("AuthorizationCodes").HasKey(c => c.Hash);
            codes.Property(c => c.Hash).HasMaxLength(Secret.HashSize);
            codes.Property(c => c.RedirectUri).HasMaxLength(RedirectUris.MaxLength);
            codes.HasIndex(c => c.SignInEndsAt);
            codes.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
