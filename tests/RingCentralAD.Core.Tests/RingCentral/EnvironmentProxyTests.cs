using System.Net;
using RingCentralAD.Core.RingCentral;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class EnvironmentProxyTests
{
    private static readonly Uri s_server = new("https://platform.ringcentral.com");

    [Fact]
    public void HTTPS_PROXY_is_used_with_its_credentials()
    {
        EnvironmentProxy proxy = Assert.IsType<EnvironmentProxy>(Read(("HTTPS_PROXY", "http://user:p%40ss@proxy.example.com:3128")));

        Assert.Equal(new Uri("http://proxy.example.com:3128"), proxy.GetProxy(s_server));
        NetworkCredential credential = Assert.IsType<NetworkCredential>(proxy.Credentials);
        Assert.Equal(("user", "p@ss"), (credential.UserName, credential.Password));
    }

    [Theory]
    [InlineData("platform.ringcentral.com", true)]
    [InlineData("ringcentral.com", true)]
    [InlineData(".ringcentral.com", true)]
    [InlineData("*.ringcentral.com", true)]
    [InlineData("localhost, RingCentral.com", true)]
    [InlineData("*", true)]
    [InlineData("platform.ringcentral.com:443", true)]
    [InlineData("platform.ringcentral.com:8443", false)]
    [InlineData("central.com", false)]
    [InlineData("example.com,", false)]
    [InlineData("", false)]
    public void NO_PROXY_is_honoured(string exceptions, bool bypassed)
    {
        EnvironmentProxy proxy = Assert.IsType<EnvironmentProxy>(Read(("https_proxy", "proxy.example.com:8080"), ("NO_PROXY", exceptions)));

        Assert.Equal(bypassed, proxy.IsBypassed(s_server));
        Assert.Equal(bypassed, proxy.GetProxy(s_server) is null);
        Assert.True(proxy.IsBypassed(new Uri("https://127.0.0.1:5000")));
    }

    [Fact]
    public void Without_a_setting_or_with_nonsense_the_system_decides()
    {
        Assert.Null(Read());
        Assert.Null(Read(("HTTPS_PROXY", " ")));
        Assert.Null(Read(("HTTPS_PROXY", "http://")));
        Assert.Null(Read(("HTTP_PROXY", "http://proxy.example.com")));
        Assert.NotNull(Read(("ALL_PROXY", "http://proxy.example.com")));
    }

    private static EnvironmentProxy? Read(params (string Name, string Value)[] variables) =>
        EnvironmentProxy.Read(s_server, name => variables.Where(one => one.Name == name).Select(one => one.Value).FirstOrDefault());
}
