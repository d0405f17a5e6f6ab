# One image for the gateway and every service: only the command differs (decision 24).
# docker build -t referral-network:0.1.0 .      Add digests (@sha256:…) to both tags when they are first pulled.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /src
COPY . .
# First as the lock files say, to the letter; then once more with what compiling ahead of time needs beside it. Left out:
# 38 MB by which SQL Server's client would ask somebody at a screen to sign in.
RUN dotnet restore launch/Launch.csproj --locked-mode
RUN dotnet publish launch/Launch.csproj -c Release -o /app --nologo -v quiet --use-current-runtime \
    --self-contained false -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json -p:RunAnalyzers=false \
 && rm /app/ReferralNetwork.Launch.* /app/libmsalruntime.so \
 && mkdir /product && mv /app/ReferralNetwork.* /product

# No package manager and no tool; a shell alone is added, for the health check: bash, which opens a connection itself.
FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled-extra
WORKDIR /app
COPY --from=build /usr/bin/bash /bin/sh
COPY --from=build /usr/lib/*-linux-gnu/libtinfo.so.6 /usr/lib/
COPY --chmod=0555 deploy/healthy /usr/local/bin/healthy
# What others made changes seldom, what is ours with each release: two layers, so that a release is small to fetch.
COPY --from=build /app .
COPY --from=build /product .
# The workstation collector: many small processes share a machine. No diagnostics socket: a dump holds people's data.
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= DOTNET_gcServer=0 DOTNET_EnableDiagnostics=0
# The base image's own user: 1654. Nothing is written but to /tmp.
USER 1654
EXPOSE 8080
ENTRYPOINT ["dotnet"]
CMD ["ReferralNetwork.Gateway.dll"]
