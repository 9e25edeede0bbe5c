package io.quarkiverse.sidecar.runtime.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

import io.quarkiverse.sidecar.runtime.process.OwnProcesses;
import io.quarkiverse.sidecar.runtime.process.ProcessTable;

/** An application whose tasks wait in the JVM's common pool, all its threads taken, while a sidecar ends. */
class BusyApp {

    public static void main(String[] arguments) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.commonPool().getParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        ProcessSpec spec = new ProcessSpec("helper", List.of("/bin/sh", "-c", "exit 42"), System.getenv(), Path.of("/"));
        SidecarProcess process = new Launcher(ProcessTable.ofThisMachine(), OwnProcesses.newOwner()).launch(spec, ticket -> {
        }).get();
        System.out.println(process.onExit().get());
    }
}
