# One image for all seven services and the gateway: only the command differs.
# docker build -t referral-network:0.1.0 .      Add digests (@sha256:…) to both tags when they are first pulled.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /src
COPY . .
RUN dotnet restore distributed/Distributed.csproj --locked-mode \
 && dotnet publish distributed/Distributed.csproj -c Release -o /app --no-restore --nologo

# With bash, which the health check needs; without curl, compilers or a package manager's cache.
FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
WORKDIR /app
COPY --from=build /app .
COPY --chmod=0555 deploy/healthy /usr/local/bin/healthy
# The workstation collector: many small processes share a machine. No diagnostics socket: a dump holds people's data.
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= DOTNET_gcServer=0 DOTNET_EnableDiagnostics=0
# The base image's own user: 1654. Nothing is written but to /tmp.
USER 1654
EXPOSE 8080
ENTRYPOINT ["dotnet"]
CMD ["ReferralNetwork.Gateway.dll"]
