package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Person;
import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.CredentialsFile;
import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// All in one browser, one after the other, of a project with a tunnel that is up.
@Case
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {

    private static final Path SHOTS = Path.of("target/console-shots");
    private static final String FILES = "file://";
    private static final int TABS = 10;
    private static final String GATEWAYS = "/vpn-gateways";
    private static final String CUSTOMER_GATEWAYS = "/customer-gateways";

    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private Lab lab;
    private StandIn standIn;
    private String inBetween;
    private String foreign;
    private Visitor visitor;
    private ClientLab clients;
    private Device device;
    private String connection;

    @BeforeAll
    void open(Service service, @TempDir Path folder) {
        Cloud cloud = service.cloud().inNewProject("console");
        SideBySide.run(
                () -> {
                    service.watch();
                    lab = opens(Lab.on(cloud, folder).unobserved().open());
                    device = lab.startDevice(getClass());
                    connection = lab.connect(Map.of());
                    lab.tenant().awaitConnection(connection, "ACTIVE");
                },
                () -> {
                    service.watch();
                    clients = opens(ClientLab.open(cloud, folder, Map.of()));
                },
                () -> openBrowser(cloud.tenant().credentials(), folder));
    }

    private void openBrowser(CredentialsFile own, Path folder) {
        var trusted = Neighbour.certificate(folder);
        standIn = new StandIn(own);
        inBetween = opens(Neighbour.start(folder, standIn)).origin();
        foreign = opens(Neighbour.start(folder, new ForeignPage(own))).origin();
        var around = new Visitor.Surroundings(
                List.of(trusted), Set.of(inBetween, foreign, FILES), List.of(Lab.PSK, ClientLab.PASSWORD));
        visitor = opens(Visitor.start(own, around, SHOTS));
    }

    private <T extends AutoCloseable> T opens(T one) {
        opened.addFirst(one);
        return one;
    }

    @AfterEach
    void nothingWasWrong() {
        assertThat(visitor.faults()).isEmpty();
    }

    @AfterAll
    void close() {
        SideBySide.run(opened.stream().map(one -> (SideBySide.Deed) one::close).toArray(SideBySide.Deed[]::new));
    }

    @InTurn
    void aWrongPasswordIsRefusedAndTheRightOneOpensWhatWasAskedFor() {
        Tab tab = visitor.opensAsNobody(CUSTOMER_GATEWAYS);
        visitor.looks(tab, "login");
        visitor.expects("/console/session - Failed to load resource: .* 401 ");
        visitor.tries(tab, "Wrong_password-1");
        tab.has("main.login .problem");
        visitor.looks(tab, "login-refused");
        visitor.logsIn(tab);
        assertThat(tab.address()).hasPath("/console" + CUSTOMER_GATEWAYS);
        assertThat(visitor.browser().cookies()).singleElement().satisfies(ConsoleTest::isKept);

        tab.reload();
        tab.has("main:not(.login) h1");
        try (Tab second = visitor.browser().openTab()) {
            second.go(visitor.address(GATEWAYS)).has("main:not(.login) h1");
        }
    }

    private static void isKept(Cookie cookie) {
        assertThat(cookie.getName()).startsWith("__Host-causeway-");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
    }

    @InTurn
    void whatTheApiChangesIsSeenAtOnceAndFound() {
        Tab tab = visitor.opens(CUSTOMER_GATEWAYS);
        String made = lab.tenant().createCustomerGateway("by-api", "192.0.2.99");
        String row = "tr[data-id='" + made + "']";
        tab.has(row);
        tab.typeAt("main input[type=search]", "by-api");
        tab.has(1, "tbody tr");
        assertThat(tab.address()).hasParameter("q", "by-api");
        tab.reload();
        tab.has(1, "tbody tr");
        tab.typeAt("main input[type=search]", "nothing like it");
        tab.shows("Nothing matches");
        visitor.looks(tab, "nothing-matches");
        tab.click("Show all");
        lab.tenant().deleteCustomerGateway(made);
        tab.has(0, row);
    }

    @InTurn
    void everyPageIsWhole() {
        List<String> details = List.of(
                "/",
                GATEWAYS + "/" + lab.gateway().id(),
                CUSTOMER_GATEWAYS + "/" + lab.customerGateway(),
                "/vpn-connections/" + connection,
                "/client-gateways/" + clients.gateway());
        // That nobody has chosen where the log of clients goes is told as something that is not there.
        visitor.expects("/log-config - Failed to load resource: .* 404 ");
        assertThat(new Tour(visitor).walk(details)).contains("/console/", "/console/vpn-gateways/ID");
        whatPassesTheTunnelIsTold();
    }

    /// At the end of a long walk, as the tunnel's first minute has to be over.
    private void whatPassesTheTunnelIsTold() {
        Tab tab = visitor.opens("/");
        tab.has("svg.topology a.node.good");
        tab.has("svg.topology a.pill .fact");
        visitor.opens("/vpn-connections/" + connection + "/monitor").shows("to the site median");
    }

    @InTurn
    void aFormOfAnotherPortIsRefusedThoughItCarriesTheCookie() {
        visitor.opens("/");
        visitor.expects("Access-Control-Allow-Origin|CORS|Failed to load resource: .* 403|ERR_FAILED|favicon.ico");
        try (Tab tab = visitor.browser().openTab()) {
            tab.go(foreign + "/");
            assertThat(tab.said("return await window.tried")).isEqualTo("kept away, kept away");
            tab.click("Take it");
            tab.shows("a session counts only in calls of the console's pages");
        }
        var vpcs = lab.tenant().api().get("/v1/{project_id}/vpcs").expect(200).body();
        assertThat(vpcs.toString()).doesNotContain("forged");
    }

    @InTurn
    void tenTabsLoad() {
        visitor.opens(GATEWAYS);
        List<Tab> tabs = Stream.generate(visitor.browser()::openTab).limit(TABS).toList();
        tabs.forEach(tab -> tab.sets(visitor.address(GATEWAYS)));
        tabs.forEach(tab -> tab.has("tbody tr"));
        tabs.forEach(Tab::close);
    }

    @InTurn
    void whatIsSeenMayBeOldWhileNobodyAnswers() {
        Tab tab = visitor.opens(GATEWAYS);
        tab.has("tbody tr");
        visitor.expects("ERR_INTERNET_DISCONNECTED|ERR_NETWORK");
        tab.online(false);
        // Else the first call is made up to half a minute later: a stream that is open stays so.
        ToldRefusals.isSeenAgain(tab);
        tab.shows("may be old");
        assertThat(tab.count("tbody tr")).isPositive();
        visitor.looks(tab, "stale");
        tab.online(true);
        ToldRefusals.isSeenAgain(tab);
        tab.loses("may be old");
    }

    @InTurn
    void aSessionThatIsEndedElsewhereIsBegunAnewAtTheSameAddress() {
        new SessionPages(visitor).endElsewhere();
    }

    @InTurn
    void aSessionThatNobodyUsesIsEndedByThePage() {
        new SessionPages(visitor).endForWantOfUse();
    }

    @InTurn
    void whatIsTypedInTheNameOfOneUserIsNeverDoneInThatOfAnother() {
        Api own = lab.tenant().api();
        Api others = lab.cloud().inNewProject("console-other").tenant();
        Visitor other = visitor.as(Person.tenant(others.credentials()));
        new SessionPages(visitor).areOfAnother(other, others.credentials().user());
        new SessionPages(other).actForNobodyElse(standIn, inBetween, own.credentials());
        assertThat(Stream.of(own, others)).allMatch(SessionPages::didNothing);
    }

    @InTurn
    void theOperatorsPagesAreTheOperatorsAlone() {
        var pages = new OperatorPages(visitor, lab.cloud());
        pages.areOpenedByTheirOwnPassword();
        pages.addAHost();
        pages.makeAProject();
        pages.areWhole();
        pages.openNothingOfTenants();
        pages.areOpenedAgain();
    }

    @InTurn
    void aConnectionIsMadeMendedAndDeletedFromItsPages() {
        var pages = new ConnectionPages(visitor, lab, device);
        String made = pages.isMade();
        pages.isMended(made);
        pages.isDeleted(made);
    }

    @InTurn
    void somebodyIsLetInAndPutOutFromThePagesOfAClientGateway() {
        var pages = new ClientPages(visitor, clients);
        pages.letIn();
        pages.putOut();
        pages.comeAndGoTogether();
        pages.forget();
        pages.tradeCertificates();
        pages.tradePasswords();
    }

    @InTurn
    void aGatewayIsChangedAndABandwidthSharedFromTheirPages() {
        var pages = new GatewayPages(visitor, lab);
        pages.share(pages.isChanged());
        // The device is told of the other address, as its owner would be.
        device.reconfigure(Template.beside(getClass(), "swanctl.conf"), lab.values());
    }

    @InTurn
    void thePartsThatNeedNoServiceDoWhatTheySay() {
        Path page = Path.of("").toAbsolutePath().resolveSibling("console/target/test-classes/console/tests.html");
        try (Tab tab = visitor.browser().openTab()) {
            tab.go(page.toUri().toString()).has("body[data-results]");
            List<JsonNode> results = JsonText.parse(tab.said("return document.body.dataset.results"))
                    .valueStream()
                    .toList();
            assertThat(results).isNotEmpty();
            assertThat(results)
                    .filteredOn(result -> !result.required("passed").asBoolean())
                    .isEmpty();
        }
    }

    @InTurn
    void whatTheServiceRefusesIsSaidInItsOwnWords() {
        var refusals = new ToldRefusals(visitor, standIn, inBetween);
        refusals.ofPages();
        refusals.ofWhatIsThere();
        refusals.ofOlderPages();
        refusals.ofHalfAnAnswer();
        refusals.ofTheSession();
        refusals.ofThePassword();
        refusals.ofLeaving();
        String spare = lab.tenant().createCustomerGateway("spare", "192.0.2.98");
        refusals.ofATag(spare);
        refusals.ofDeletion(spare, "spare");
        lab.tenant().deleteCustomerGateway(spare);
    }

    @InTurn
    void theThemeThatIsChosenStaysAndKeysLeadElsewhere() {
        Tab tab = visitor.opens("/");
        tab.clickAt("details.person > summary");
        tab.choose("Theme", "Dark");
        tab.reload();
        tab.has("html[data-theme=dark]");
        tab.has("main:not(.login) h1");
        tab.press("?");
        tab.shows("Show these keys");
        visitor.looks(tab, "keys");
        tab.press(Keys.ESCAPE);
        tab.loses("Show these keys");
        tab.clickAt("details.person > summary");
        tab.choose("Theme", "Like the system");
    }
}
