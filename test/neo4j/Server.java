import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.io.ByteUnit;

/**
 * Runs Neo4j with Bolt alone on 127.0.0.1 until SIGTERM or the end of standard input, whichever is first.
 *
 * <p>Usage: {@code java -cp 'lib/*' Server.java HOME PORT [PASSWORD]}. With PASSWORD, Bolt asks for user
 * {@code neo4j} with the password that HOME was first given; without, it lets anyone in. Prints
 * {@code ready bolt://127.0.0.1:PORT} once usable.
 */
public final class Server {
  private static final String DATABASE = GraphDatabaseSettings.DEFAULT_DATABASE_NAME;
  private static final long AVAILABLE_WITHIN_MS = 60_000;

  public static void main(String[] args) {
    if (args.length < 2 || args.length > 3) {
      System.err.println("expected arguments HOME PORT [PASSWORD], got " + args.length);
      System.exit(2);
    }
    exitWhenStandardInputEnds();
    try {
      serve(Path.of(args[0]), Integer.parseInt(args[1]), args.length == 3 ? args[2] : null);
    } catch (RuntimeException failure) {
      printCauses(failure);
      System.exit(1);
    }
  }

  private static void serve(Path home, int port, String password) {
    DatabaseManagementService service = build(home, port, password != null);
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    if (!service.database(DATABASE).isAvailable(AVAILABLE_WITHIN_MS)) {
      throw new IllegalStateException(DATABASE + " was not available within " + AVAILABLE_WITHIN_MS + " ms");
    }
    if (password != null) {
      setFirstPassword(service, password);
    }
    System.out.println("ready bolt://127.0.0.1:" + port);
  }

  private static DatabaseManagementService build(Path home, int port, boolean auth) {
    SocketAddress address = new SocketAddress("127.0.0.1", port);
    return new DatabaseManagementServiceBuilder(home)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, address)
        .setConfig(BoltConnector.advertised_address, address)
        .setConfig(BoltConnector.server_bolt_telemetry_enabled, false)
        .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
        .setConfig(HttpConnector.enabled, false)
        .setConfig(HttpsConnector.enabled, false)
        .setConfig(GraphDatabaseSettings.auth_enabled, auth)
        .setConfig(GraphDatabaseSettings.udc_enabled, false)
        .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(64))
        .setConfig(GraphDatabaseSettings.keep_logical_logs, "keep_none")
        .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, ByteUnit.mebiBytes(16))
        .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
        .setConfig(GraphDatabaseSettings.preallocate_store_files, false)
        .build();
  }

  /** Gives user neo4j its password when the home is new; Neo4j refuses to set the same password twice. */
  private static void setFirstPassword(DatabaseManagementService service, String password) {
    GraphDatabaseService system = service.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME);
    String withoutOne = "SHOW USERS YIELD user, passwordChangeRequired AS new WHERE user = 'neo4j' AND new";
    if (system.executeTransactionally(withoutOne, Map.of(), Result::hasNext)) {
      String set = "ALTER USER neo4j SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED";
      system.executeTransactionally(set, Map.of("password", password));
    }
  }

  private static void printCauses(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      System.err.println(cause);
    }
  }

  /** A parent that is killed closes the pipe, so that no server outlives the test run that started it. */
  private static void exitWhenStandardInputEnds() {
    Thread watch = new Thread(Server::readToEnd, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void readToEnd() {
    try {
      while (System.in.read() != -1) {}
    } catch (IOException closed) {
      System.err.println("standard input failed: " + closed.getMessage());
    }
    System.exit(0);
  }
}
