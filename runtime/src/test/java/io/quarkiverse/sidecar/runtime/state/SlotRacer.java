package io.quarkiverse.sidecar.runtime.state;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.sidecar.runtime.process.ProcessTable;
import io.quarkiverse.sidecar.runtime.process.StopPolicy;
import io.quarkiverse.sidecar.runtime.reclaim.Reclaimer;
import io.quarkiverse.sidecar.runtime.reclaim.SlotLease;

/** Takes a slot of each folder that a line of its standard input names, says which, and holds it until the next line. */
public class SlotRacer {

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        ProcessTable table = ProcessTable.ofThisMachine();
        System.out.println("ready");
        for (String folder = input.readLine(); folder != null; folder = input.readLine()) {
            try (SlotLease lease = new Reclaimer(table, Optional.of(Path.of(folder))).occupy(name -> StopPolicy.DEFAULT)) {
                System.out.println(lease.records().file("x").map(file -> file.getParent().getParent().getFileName())
                        .map(Path::toString).orElse("none"));
                input.readLine();
            }
            System.out.println("released");
        }
    }
}
