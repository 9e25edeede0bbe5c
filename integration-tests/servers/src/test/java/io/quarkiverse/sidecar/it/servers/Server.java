package io.quarkiverse.sidecar.it.servers;

import java.util.Map;

/** A server program, ready to run on a data folder of its own, and its client. */
interface Server {

    /** Its name as a sidecar. */
    String name();

    /** The same program, on an empty data folder. */
    Server onNewData() throws Exception;

    /** What the application must be told to run it. */
    Map<String, String> configuration();

    /** Writes to it, and returns when it is on disk. */
    void write(String address, String key, String value) throws Exception;

    String read(String address, String key) throws Exception;

    /** The last line of its log, when all is well. */
    String farewell();

    /** What it says when it finds that it was not shut down in good order the last time; null if it does not care. */
    String surprise();
}
