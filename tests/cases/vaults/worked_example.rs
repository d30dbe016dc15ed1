use mosaic_harness::{Stage, World};

#[tokio::test]
async fn every_stage_can_be_reached() {
    for stage in [Stage::Draft, Stage::Active, Stage::Auction, Stage::Ended, Stage::Sold, Stage::Reclaimed] {
        let mut world = World::new().await;
        world.at(stage).await;
    }
}
