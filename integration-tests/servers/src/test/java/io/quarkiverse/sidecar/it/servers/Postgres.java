package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** PostgreSQL, which refuses to run as root: then it is run as another user. */
record Postgres(Path program, Path data, UserSwitch user) implements Server {

    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    static Postgres in(Path folder) throws Exception {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .as("the artifact holds a PostgreSQL for Linux on amd64").isEqualTo("Linux amd64");
        try (InputStream archive = Postgres.class.getClassLoader().getResourceAsStream(ARCHIVE)) {
            Archive.unpack(archive, folder.resolve("postgres"));
        }
        Path programs = folder.resolve("postgres/bin");
        UserSwitch user = UserSwitch.awayFromRoot();
        assumeThat(Commands.succeeds(user.command(programs.resolve("postgres").toString(), "--version")))
                .as("%s can be run by another user than root", programs).isTrue();
        return new Postgres(programs.resolve("postgres"), newData(programs, folder, user), user);
    }

    @Override
    public Postgres onNewData() throws IOException {
        return new Postgres(program, newData(program.getParent(), data.getParent(), user), user);
    }

    private static Path newData(Path programs, Path folder, UserSwitch user) throws IOException {
        Path data = Files.createTempDirectory(folder, "data");
        user.give(data);
        Commands.run(user.command(programs.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust",
                "-E", "UTF8", "--locale=C", "--no-sync"));
        return data;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Map<String, String> configuration() {
        return Map.of("postgres.program", String.join(",", user.command(program.toString())),
                "postgres.data", data.toString(),
                "postgres.ping", "bash," + Path.of("src/test/scripts/postgres-ping").toAbsolutePath() + "," + pings());
    }

    /** The file that has a line for each time that it was asked whether it is well. */
    Path pings() {
        return data.resolveSibling(data.getFileName() + "-pings");
    }

    @Override
    public void write(String address, String key, String value) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address)) {
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS kept (key text PRIMARY KEY, value text)");
            PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?, ?)");
            insert.setString(1, key);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    @Override
    public String read(String address, String key) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address)) {
            PreparedStatement select = connection.prepareStatement("SELECT value FROM kept WHERE key = ?");
            select.setString(1, key);
            ResultSet found = select.executeQuery();
            return found.next() ? found.getString(1) : null;
        }
    }

    @Override
    public String farewell() {
        return "database system is shut down";
    }

    @Override
    public String surprise() {
        return "database system was not properly shut down";
    }
}
