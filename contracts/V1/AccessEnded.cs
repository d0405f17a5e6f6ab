using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>A sign-in or a client has ended: its tokens are refused although they have not expired.</summary>
/// <param name="Id">The <c>sid</c> or the <c>client_id</c> of the tokens; neither ever comes back.</param>
/// <param name="Until">When the last of its tokens has expired.</param>
[DataContract(Name = "access-ended.v1")]
public sealed record AccessEnded(string Id, DateTimeOffset Until);
