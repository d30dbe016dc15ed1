//! `mosaic` as a process where no network is needed: arguments, keys, servers that do not answer.

use {
    serde_json::{Value, json},
    std::{
        fs,
        io::{Read, Write},
        net::TcpListener,
        path::{Path, PathBuf},
        process::{Command, Output, Stdio},
        thread,
        time::Duration,
    },
};

const VAULT: &str = "SysvarC1ock11111111111111111111111111111111";

/// A folder that stands for a user's home.
fn home(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("offline").join(name);
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).unwrap();
    home
}

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut mosaic = Command::new(env!("CARGO_BIN_EXE_mosaic"));
    mosaic.args(arguments).env("HOME", home).env_remove("MOSAIC_URL").env_remove("MOSAIC_KEYPAIR");
    mosaic.env("RUST_BACKTRACE", "1").stdin(Stdio::null());
    mosaic
}

fn mosaic(home: &Path, arguments: &[&str]) -> Output {
    command(home, arguments).output().unwrap_or_else(|error| panic!("cannot run mosaic: {error}"))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("not UTF-8: {error}"))
}

/// Runs what has to fail: one sentence and a hint, 1 as the exit code, no trace of our insides.
fn refused(home: &Path, arguments: &[&str]) -> String {
    let output = mosaic(home, arguments);
    let errors = text(&output.stderr).to_owned();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {errors}");
    let lines: Vec<_> = errors.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("hint: "), "{errors}");
    for inside in ["panicked", "backtrace", "src/", "Os {", "kind:", "Error {"] {
        assert!(!errors.contains(inside), "{errors}");
    }
    errors
}

fn key_file(home: &Path) -> String {
    let file = home.join("wallet.json");
    solana_keypair::write_keypair_file(&solana_keypair::Keypair::new(), &file).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The commands of `mosaic`, with their subcommands, as its help lists them.
fn commands(path: &[String]) -> Vec<Vec<String>> {
    let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
    arguments.push("--help");
    let output = mosaic(&home("help"), &arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    let help = text(&output.stdout);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        lines.take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<_> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    let mut found = vec![path.to_vec()];
    for name in names {
        let mut below = path.to_vec();
        below.push(name.to_owned());
        found.extend(commands(&below));
    }
    found
}

#[test]
fn every_command_and_argument_has_a_help_text() {
    let found = commands(&[]);
    assert!(found.len() > 55, "{} commands", found.len());
    for path in found {
        let mut arguments: Vec<&str> = path.iter().map(String::as_str).collect();
        arguments.push("-h");
        let output = mosaic(&home("help"), &arguments);
        let help = text(&output.stdout);
        let (about, rest) = help.split_once("\n\n").unwrap_or_default();
        assert!(about.len() >= 10 && !about.starts_with("Usage"), "{path:?}: {help}");
        let listed = rest.lines().filter(|line| line.starts_with("  ") && !line.starts_with("      "));
        for line in listed.filter(|line| !line.trim_start().starts_with("mosaic ")) {
            let told = line.trim_start().split_once("  ").is_some_and(|(_, told)| told.trim().len() > 5);
            let below = line.trim_start().starts_with('-') || line.trim_start().starts_with('[');
            assert!(told || below || line.trim_start().starts_with('<'), "{path:?}: {line:?} says nothing");
        }
    }
}

#[test]
fn wrong_arguments_end_with_2_and_say_what_is_expected() {
    let home = home("arguments");
    let expected: [(&[&str], &str); 12] = [
        (&["vault", "show"], "VAULT"),
        (&["vault", "shwo"], "show"),
        (&["vault", "show", "nonsense"], "is no vault: give its address, or <creator>:<number>"),
        (&["bid", "place", VAULT, "1,5"], "commas separate thousands"),
        (&["bid", "place", VAULT, "many"], "is no amount: write 12.5"),
        (&["bid", "place", VAULT, "-5"], "unexpected argument"),
        (&["vault", "open", "--price", "1"], "--nft"),
        (&["vault", "open", "--nft", VAULT, "--price", "1", "--auction", "soon"], "is no duration: write 3d"),
        (&["vault", "open", "--nft", VAULT, "--price", "1", "--step", "200%"], "is no part of a whole"),
        (&["vault", "list", "--status", "open"], "draft, active, auction, sold, reclaimed"),
        (&["settle", VAULT, "--export", "--dry-run"], "cannot be used with"),
        (&["ask", "set", VAULT, "5", "--level", "9"], "cannot be used with"),
    ];
    for (arguments, told) in expected {
        let output = mosaic(&home, arguments);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains(told) && !errors.contains("panicked"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_told_in_a_sentence() {
    let home = home("unreachable");
    let key = key_file(&home);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}/secret-token");
    for arguments in [&["vault", "show", VAULT][..], &["vault", "list"], &["settle", VAULT, "-k", &key]] {
        let errors = refused(&home, &[arguments, &["--url", &url]].concat());
        assert!(
            errors.contains(&format!("the RPC server at {closed} cannot be reached: connection refused")),
            "{errors}"
        );
        assert!(!errors.contains("secret-token"), "{errors}");
    }
    let errors = refused(&home, &["vault", "list", "--url", "http://nowhere.invalid"]);
    assert!(errors.contains("the RPC server at nowhere.invalid cannot be reached"), "{errors}");
    let errors = refused(&home, &["vault", "list", "--url", "mainet"]);
    assert!(errors.contains("\"mainet\" is neither a network nor a URL"), "{errors}");
}

/// A server that gives these answers to what is in requests.
fn server(answer: impl Fn(&str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
            let mut request = Vec::new();
            // Nobody who asks says that it was all.
            let _ = stream.read_to_end(&mut request);
            let request = String::from_utf8_lossy(&request);
            let content = request.split_once("\r\n\r\n").map_or("", |(_, content)| content);
            let _ = stream.write_all(answer(content).as_bytes());
        }
    });
    format!("http://{address}")
}

fn http(status: &str, kind: &str, content: &str) -> String {
    let length = content.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{content}"
    )
}

/// A network on which there is nothing at all.
fn nothing(request: &str) -> String {
    let request: Value = serde_json::from_str(request).unwrap_or_default();
    let nothing = json!({ "context": { "slot": 1 }, "value": vec![Value::Null; request["params"][0].as_array().map_or(0, Vec::len)] });
    let result = if request["method"] == "getProgramAccounts" { json!([]) } else { nothing };
    http("200 OK", "application/json", &json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }).to_string())
}

#[test]
fn a_network_without_the_program_is_told_so() {
    let home = home("nothing");
    let url = server(nothing);
    let errors = refused(&home, &["vault", "list", "--url", &url]);
    assert!(errors.contains("the Mosaic program is not on this network") && errors.contains("--url"), "{errors}");
    let errors = refused(&home, &["vault", "show", VAULT, "--url", &url]);
    let host = url.trim_start_matches("http://");
    assert!(errors.contains(&format!("the Mosaic program is not on the network of {host} [NoProgram]")), "{errors}");
}

#[test]
fn a_server_that_is_no_rpc_server_is_told_in_a_sentence() {
    let home = home("servers");
    let page = |_: &str| http("200 OK", "text/html", "<html>");
    let errors = refused(&home, &["vault", "list", "--url", &server(page)]);
    assert!(errors.contains("none of a Solana RPC server"), "{errors}");
    let forbidden = |_: &str| http("403 Forbidden", "text/plain", "");
    let errors = refused(&home, &["vault", "list", "--url", &server(forbidden)]);
    assert!(errors.contains("refuses with status 403") && errors.contains("key of its own"), "{errors}");
    let unknown = r#"{"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"Method not found"}}"#;
    let unknown = |_: &str| http("200 OK", "application/json", unknown);
    let errors = refused(&home, &["vault", "list", "--url", &server(unknown)]);
    assert!(errors.contains("the RPC server refuses: Method not found (-32601)"), "{errors}");
}

#[test]
fn a_key_that_is_none_is_told_in_a_sentence() {
    let home = home("keys");
    let bid = |key: &str| refused(&home, &["nft", "show", VAULT, "--keypair", key]);
    let missing = home.join("missing.json");
    let errors = bid(missing.to_str().unwrap());
    assert!(
        errors.contains("missing.json cannot be opened: no such file") && errors.contains("solana-keygen new"),
        "{errors}"
    );
    for (name, content) in [("text.json", "hello"), ("short.json", "[1,2,3]"), ("empty.json", "")] {
        let file = home.join(name);
        fs::write(&file, content).unwrap();
        let errors = bid(file.to_str().unwrap());
        assert!(errors.contains("is no key file") && errors.contains("64 numbers"), "{errors}");
    }
    let errors = bid(home.to_str().unwrap());
    assert!(errors.contains("is no key file"), "{errors}");
    // Without one named, the Solana CLI's.
    let errors = refused(&home, &["nft", "show", VAULT]);
    assert!(errors.contains(".config/solana/id.json cannot be opened"), "{errors}");
}

#[test]
fn what_the_solana_cli_is_configured_to_use_is_used() {
    let home = home("configured");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let folder = home.join(".config/solana/cli");
    fs::create_dir_all(&folder).unwrap();
    let config = format!("---\njson_rpc_url: http://{closed}\nwebsocket_url: ''\nkeypair_path: {}\n", key_file(&home));
    fs::write(folder.join("config.yml"), config).unwrap();
    let errors = refused(&home, &["nft", "show", VAULT]);
    assert!(errors.contains(&format!("the RPC server at {closed}")), "{errors}");
    // What is named goes before it, and so does the environment.
    let other = command(&home, &["nft", "show", VAULT]).env("MOSAIC_URL", "http://other.invalid").output().unwrap();
    assert!(text(&other.stderr).contains("other.invalid"));
    fs::write(folder.join("config.yml"), "json_rpc_url: [").unwrap();
    let errors = refused(&home, &["nft", "show", VAULT]);
    assert!(errors.contains("config.yml cannot be read") && errors.contains("--url"), "{errors}");
}

#[test]
fn acting_for_an_address_sends_nothing() {
    let home = home("acting");
    let errors = mosaic(&home, &["settle", VAULT, "--as", VAULT, "--keypair", "x.json"]);
    assert_eq!(errors.status.code(), Some(2));
}

#[test]
fn nothing_is_ever_asked() {
    let home = home("prompts");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}");
    let key = key_file(&home);
    // Whoever waited for an answer would wait for ever: the pipe stays open.
    let mut child = command(&home, &["bid", "place", VAULT, "900", "--url", &url, "--keypair", &key])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    let status = child.wait().unwrap();
    drop(stdin);
    assert_eq!(status.code(), Some(1));
}

#[test]
fn an_error_is_a_document_too() {
    let home = home("documents");
    let output = mosaic(&home, &["vault", "list", "--url", "mainet", "--output", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["error"]["sentence"].as_str().unwrap().contains("neither a network nor a URL"), "{document}");
    assert!(document["error"]["hint"].is_string() && document["error"]["logs"].is_array(), "{document}");
    assert!(text(&output.stderr).starts_with("error: "));
}

#[test]
fn completions_are_made_for_each_shell() {
    let home = home("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = mosaic(&home, &["completions", shell]);
        let script = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        for word in ["mosaic", "end-license", "priority-fee"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let bash = mosaic(&home, &["completions", "bash"]);
    let mut checked = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
    checked.stdin.take().unwrap().write_all(&bash.stdout).unwrap();
    assert!(checked.wait().unwrap().success());
}

#[test]
fn who_stops_reading_is_no_error() {
    let home = home("pipes");
    let mut child =
        command(&home, &["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
