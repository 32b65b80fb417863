package dev.causeway.controller.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A listener over TLS 1.2 and 1.3 that speaks HTTP/1.1. Every answer, even to what is no HTTP at all, has the API's
/// form.
///
/// A few loops read and write, and never wait. Calls are worked on by [CallThreads]; a request that must wait before,
/// for its body or its turn, does so on a virtual thread.
public final class HttpServer implements AutoCloseable {

    private static final int WAITING_TO_BE_ACCEPTED = 1024;
    private static final int READ_AT_ONCE = 16 << 10;
    private static final int LEAST_LOOPS = 2;
    private static final String NO_RIGHT = "Permission denied";

    private final Settings settings;
    private final Lanes lanes;
    private final Exchange exchange;
    private final ClientConnections connections = new ClientConnections();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            Math.max(LEAST_LOOPS, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("listener-", 1).factory(),
            NioIoHandler.newFactory());
    private final Channel listener;

    private HttpServer(Settings settings, Lanes lanes, Exchange exchange) {
        this.settings = settings;
        this.lanes = lanes;
        this.exchange = exchange;
        this.listener = listen();
    }

    /// How a listener works.
    ///
    /// @param port zero for any that is free
    /// @param clientCertificates whether clients are asked for a certificate, which they may refuse to show
    /// @param atOnce how many calls are worked on at the same time
    /// @param patience how long a client may take nothing of what it is sent
    public record Settings(
            String host, int port, SSLContext tls, boolean clientCertificates, int atOnce, Duration patience) {

        private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

        public Settings(String host, int port, SSLContext tls, boolean clientCertificates, int atOnce) {
            this(host, port, tls, clientCertificates, atOnce, USUAL_PATIENCE);
        }
    }

    /// Starts to answer.
    public static HttpServer start(
            Settings settings, Routes routes, Authenticator authenticator, Authorizer authorizer) {
        var lanes = new Lanes(settings.atOnce());
        var dispatcher = new Dispatcher(routes, authenticator, authorizer, lanes);
        return new HttpServer(settings, lanes, new Exchange(dispatcher, new Bodies()));
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// Stops to accept, and gives running calls a moment to be answered.
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        threads.shutdown();
        lanes.close();
    }

    private Channel listen() {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, WAITING_TO_BE_ACCEPTED)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_AT_ONCE))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        letIn(channel);
                    }
                })
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), reason(bound.cause())),
                    bound.cause());
        }
        return bound.channel();
    }

    private void letIn(Channel channel) {
        var connection = new ClientConnection(channel, settings, exchange, connections, threads);
        channel.pipeline().addLast(connection);
        if (connections.enter(connection)) {
            channel.closeFuture().addListener(_ -> connections.left(connection));
        } else {
            connection.cut();
        }
    }

    private static String reason(Throwable refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith(NO_RIGHT)
                ? NO_RIGHT + "; so low a port needs the capability CAP_NET_BIND_SERVICE"
                : message;
    }
}
