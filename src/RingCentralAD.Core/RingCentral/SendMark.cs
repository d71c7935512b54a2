using System.Net;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Notes whether a request's body began to leave: before that, RingCentral cannot have carried it out.</summary>
internal sealed class SendMark : HttpMessageHandler
{
    private static readonly AsyncLocal<Mark?> s_current = new();

    private readonly HttpMessageInvoker _inner;

    public SendMark(HttpMessageHandler inner, bool ownsInner) => _inner = new HttpMessageInvoker(inner, ownsInner);

    /// <summary>Begins to watch the next request of this flow.</summary>
    public static Mark Begin() => s_current.Value = new Mark();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (s_current.Value is Mark mark && request.Content is HttpContent content)
        {
            request.Content = new Watched(content, mark);
        }

        return _inner.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    internal sealed class Mark
    {
        public bool Begun { get; set; }
    }

    private sealed class Watched : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly Mark _mark;

        public Watched(HttpContent inner, Mark mark)
        {
            _inner = inner;
            _mark = mark;
            foreach ((string name, IEnumerable<string> values) in inner.Headers)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _mark.Begun = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
