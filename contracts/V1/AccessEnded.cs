using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>A sign-in or a client has ended: its tokens are refused though they have not run out.</summary>
/// <param name="Id">The <c>sid</c> or the <c>client_id</c> of the tokens; neither ever comes back.</param>
/// <param name="Until">By then the last of its tokens has run out.</param>
[DataContract(Name = "access-ended.v1")]
public sealed record AccessEnded(string Id, DateTimeOffset Until);
