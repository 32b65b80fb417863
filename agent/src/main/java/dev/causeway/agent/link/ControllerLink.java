package dev.causeway.agent.link;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Keeps the agent in touch with the controller, for as long as the agent lives.
///
/// The documents are handed over whole, always all of them: first those saved by an earlier run, if there are any, then
/// whenever one has changed. That one is missing among them means nothing: what shall not exist has a document that
/// says so, until nothing of it remains.
public final class ControllerLink implements AutoCloseable {

    private final DocumentLoop documents;
    private final ReportLoop reports;
    private final Session session;
    private final AtomicBoolean started = new AtomicBoolean();
    private List<Thread> threads = List.of();

    /// Prepares the link; [#start] begins the work.
    ///
    /// @param onDocuments called from one thread, never twice at once
    public ControllerLink(LinkConfig config, Consumer<Known> onDocuments, HostView view) {
        var store = new DocumentStore(config.folder().resolve("documents"));
        session = new Session(config, new AgentIdentity(config.folder().resolve("identity.p12")));
        documents = new DocumentLoop(
                session, store, config.folder().resolve("discard-unlisted"), onDocuments, config.waitFor());
        reports = new ReportLoop(session, store, view, documents::concerns, config.reportEvery());
    }

    /// Hands over the saved documents before it returns, then works in the background.
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("already started");
        }
        documents.deliverSaved();
        threads = List.of(
                Thread.ofVirtual().name("link-documents").start(documents),
                Thread.ofVirtual().name("link-reports").start(reports));
    }

    /// Sends a report at once, because something was seen to change.
    public void reportSoon() {
        reports.soon();
    }

    @Override
    public void close() {
        // An interrupt may end the call it meets and be forgotten: the loops also ask whether the session is closed.
        threads.forEach(Thread::interrupt);
        session.close();
    }
}
