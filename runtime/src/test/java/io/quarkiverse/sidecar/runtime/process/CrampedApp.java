package io.quarkiverse.sidecar.runtime.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An application that has one file descriptor left, and a listing takes two, when it looks at the processes. */
class CrampedApp {

    public static void main(String[] arguments) throws Exception {
        ProcessTable table = ProcessTable.ofThisMachine();
        // Loads the classes while there are descriptors for that.
        String seen = look(table);
        List<FileInputStream> open = new ArrayList<>();
        try {
            while (true) {
                open.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException exhausted) {
            open.get(0).close();
        }
        System.out.println(seen + ", " + look(table));
    }

    private static String look(ProcessTable table) {
        try {
            return table.all().isEmpty() ? "nobody" : "somebody";
        } catch (IllegalStateException e) {
            return "no idea";
        }
    }
}
