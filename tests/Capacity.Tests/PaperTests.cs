using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Where a night or an hour counts nobody is turned away for papers.</summary>
[Collection(nameof(Shelters))]
public sealed class PaperTests(Shelters service)
{
    [Theory]
    [InlineData("emergency", "id", 400)]
    [InlineData("transit", "police-report", 400)]
    [InlineData("emergency", "none", 200)]
    [InlineData("long-term", "ministry-letter", 200)]
    public async Task Only_a_house_that_one_moves_into_asks_for_papers(string stay, string paper, int status)
    {
        var house = await service.AddPool(1, trade: new { stay });
        var token = TestTokens.Provider(house.Organisation);
        var read = (await service.Ask(HttpMethod.Get, $"/pools/{house.Pool}", token)).ShouldBeOk();

        var edited = await service.Ask(
            HttpMethod.Put,
            $"/pools/{house.Pool}",
            token,
            new
            {
                name = new { en = "Beds", km = "គ្រែ" },
                eligibility = Eligibility.Anyone with
                {
                    Sexes = ["female"],
                    MinAge = 0,
                    Requires = [paper],
                },
            },
            read.ETag
        );

        edited.Status.ShouldBe(status, edited.Body.ToString());
        if (status == 400)
            edited.Body.GetProperty("errors").TryGetProperty("eligibility.requires", out _).ShouldBeTrue();
    }
}

[Collection(nameof(Clinics))]
public sealed class PaperAtClinicsTests(Clinics service)
{
    [Fact]
    public async Task Medical_help_asks_for_none()
    {
        var clinic = await service.AddPool(1);
        var token = TestTokens.Provider(clinic.Organisation);
        var answer = await service.Ask(
            HttpMethod.Post,
            $"/sites/{clinic.Site}/pools",
            token,
            new
            {
                name = new { en = "Visits", km = "ពិនិត្យ" },
                maximum = 1,
                occupied = 0,
                eligibility = Eligibility.Anyone with
                {
                    Sexes = ["female"],
                    MinAge = 0,
                    Requires = ["id"],
                },
            }
        );
        answer.Status.ShouldBe(400);
        answer.Body.GetProperty("errors").TryGetProperty("eligibility.requires", out _).ShouldBeTrue();
    }
}
